package dev.threeway.queryapi.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A file of comma-separated values that is safe to open in a spreadsheet. */
final class CsvFile implements ExportFile {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  /** What makes a spreadsheet take a cell for a formula; the last four are typed in East Asia. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final List<String> columns;
  private final SealedStream out;
  private final OutputStreamWriter text;
  private final CSVPrinter printer;
  private long rows;

  CsvFile(List<String> columns, SealedStream out) {
    this.columns = List.copyOf(columns);
    this.out = out;
    this.text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    try {
      printer = new CSVPrinter(text, CSVFormat.RFC4180);
      printer.printRecord(columns);
    } catch (IOException notSent) {
      throw new UncheckedIOException(notSent);
    }
  }

  @Override
  public void add(ObjectNode row) throws IOException {
    for (String column : columns) {
      printer.print(cell(row.get(column)));
    }
    printer.println();
    rows++;
  }

  @Override
  public void seal() throws IOException {
    text.flush();
    text.write("# rows=%d sha256=%s\r\n".formatted(rows, out.seal()));
    text.flush();
    out.finish();
  }

  private static String cell(JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isArray()) {
      return safe(
          StreamSupport.stream(value.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(" ")));
    }
    return safe(value.asText());
  }

  /** A number, also a negative one, is no formula. */
  static String safe(String cell) {
    return !cell.isEmpty()
            && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0
            && !NUMBER.matcher(cell).matches()
        ? "'" + cell
        : cell;
  }
}
