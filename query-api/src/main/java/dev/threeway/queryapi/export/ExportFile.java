package dev.threeway.queryapi.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** A file in the making. Not thread-safe. */
public interface ExportFile {
  /** Adds a row; a field that it lacks is empty. */
  void add(ObjectNode row) throws IOException;

  /** Adds the last line, with the number of rows and the SHA-256 of all bytes before that line. */
  void seal() throws IOException;
}
