package dev.threeway.queryapi.audit;

import java.sql.Connection;
import java.sql.SQLException;

/** Gives connections to the database of the audit; whoever asks for one closes it. */
@FunctionalInterface
public interface ConnectionSource {
  Connection open() throws SQLException;
}
