package dev.threeway.sink.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** PostgreSQL's {@code COPY} over the driver's own interface. */
public final class TableCopy {
  private static final int BUFFER = 1 << 20;

  private TableCopy() {}

  /**
   * Runs a {@code COPY … TO STDOUT}.
   *
   * @param out is not closed
   * @return how many rows were written
   */
  public static long out(Connection connection, String statement, OutputStream out)
      throws SQLException, IOException {
    return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement, out);
  }

  /**
   * Runs a {@code COPY … FROM STDIN}.
   *
   * @param in is not closed
   * @return how many rows were stored
   */
  public static long in(Connection connection, String statement, InputStream in)
      throws SQLException, IOException {
    return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, in, BUFFER);
  }
}
