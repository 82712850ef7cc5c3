package dev.threeway.simulator.truth;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a truth file: NDJSON, one line for the run, one for each transaction with a fault, one for
 * each transaction that is not to be judged, and one with the totals.
 *
 * <p>Every line is handed to the operating system before the call returns, and a fault is written
 * before the first leg of its transaction is sent. So the file of a run that was killed lacks no
 * fault that reached a topic. It can hold faults whose legs were not all sent, those of the last
 * moments before the kill, and it has no totals: {@link Truth#complete()} tells.
 *
 * <p>Not thread-safe. I/O errors are thrown as {@link UncheckedIOException} and name the file.
 */
public final class TruthWriter implements AutoCloseable {
  private final Path file;
  private final BufferedWriter out;
  private final ObjectWriter json = TruthLines.MAPPER.writer();

  /** Creates the file or empties it; makes its folder if needed. */
  public TruthWriter(Path file) {
    this.file = file;
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      this.out = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Begins the file. */
  public void header(TruthHeader header) {
    write(TruthLines.HEADER, header);
  }

  /** Adds a transaction with a fault; to be called before any of its legs is sent. */
  public void fault(FaultRecord fault) {
    write(TruthLines.FAULT, fault);
  }

  /** Takes a transaction, with or without a fault, out of what is judged. */
  public void cut(String txnId, String reason) {
    write(TruthLines.CUT, new TruthLines.Cut(txnId, reason));
  }

  /** Ends the file. */
  public void totals(TruthTotals totals) {
    write(TruthLines.TOTALS, totals);
  }

  private void write(String kind, Object line) {
    ObjectNode node = TruthLines.MAPPER.createObjectNode().put(TruthLines.KIND, kind);
    node.setAll((ObjectNode) TruthLines.MAPPER.valueToTree(line));
    try {
      out.write(json.writeValueAsString(node));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot write the truth file " + file + ": " + e, e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
