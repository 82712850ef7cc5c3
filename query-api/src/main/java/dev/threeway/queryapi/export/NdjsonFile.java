package dev.threeway.queryapi.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file with a JSON object on each line. */
final class NdjsonFile implements ExportFile {
  private static final ObjectWriter JSON =
      new ObjectMapper().writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final SealedStream out;
  private long rows;

  NdjsonFile(SealedStream out) {
    this.out = out;
  }

  @Override
  public void add(ObjectNode row) throws IOException {
    JSON.writeValue(out, row);
    out.write('\n');
    rows++;
  }

  @Override
  public void seal() throws IOException {
    String last = "{\"rows\":%d,\"sha256\":\"%s\"}\n".formatted(rows, out.seal());
    out.write(last.getBytes(StandardCharsets.UTF_8));
    out.finish();
  }
}
