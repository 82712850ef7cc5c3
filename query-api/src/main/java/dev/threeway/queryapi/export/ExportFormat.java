package dev.threeway.queryapi.export;

import java.io.OutputStream;
import java.util.List;

/** The formats of an export. */
public enum ExportFormat {
  /**
   * RFC 4180 in UTF-8. The first record names the columns. The last record has one field, {@code #
   * rows=N sha256=HEX}. A cell of text that a spreadsheet would run as a formula begins with an
   * apostrophe; numbers are as they are.
   */
  CSV("text/csv", "csv"),
  /** A JSON object on each line; the last is {@code {"rows":N,"sha256":"HEX"}}. */
  NDJSON("application/x-ndjson", "ndjson");

  private final String mediaType;
  private final String extension;

  ExportFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  public String mediaType() {
    return mediaType;
  }

  /** What the name of a file ends with, without the dot. */
  public String extension() {
    return extension;
  }

  /**
   * Begins a file.
   *
   * @param columns the names of the fields that a row may have, in order
   * @param out is never closed
   */
  public ExportFile begin(List<String> columns, OutputStream out) {
    SealedStream sealed = new SealedStream(out);
    return switch (this) {
      case CSV -> new CsvFile(columns, sealed);
      case NDJSON -> new NdjsonFile(sealed);
    };
  }
}
