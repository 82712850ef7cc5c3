package dev.threeway.benchmarks.tls;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What the process that asks is told.
 *
 * @param api the address of the API, without a path
 * @param ids of transactions that are there
 * @param token for the API; null if it asks for none
 * @param authority a PEM file with whom to trust; null in the clear
 * @param connections on which questions are asked, one after the other on each
 * @param warmUpMillis how long they do not count
 * @param durationMillis how long they count
 * @param engine the process whose processor time is looked at
 */
public record LookUps(
    String api,
    List<String> ids,
    String token,
    String authority,
    int connections,
    long warmUpMillis,
    long durationMillis,
    long engine) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The list is copied. */
  public LookUps {
    ids = List.copyOf(ids);
  }

  /** Into a file for its owner alone, as there may be a token in it. */
  void write(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, JSON.writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  static LookUps read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), LookUps.class);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "LookUps[%s]".formatted(api);
  }
}
