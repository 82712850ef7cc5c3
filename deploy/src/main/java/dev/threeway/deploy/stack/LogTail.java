package dev.threeway.deploy.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The end of a log file, read without reading the whole of it. */
public final class LogTail {
  private static final int MAX_BYTES = 16 * 1024;

  private static final Pattern CAUSE = Pattern.compile("^Caused by: (?:[\\w.$]+: )?(.+)$");
  private static final Pattern ERROR = Pattern.compile("^.*\\b(?:ERROR|FATAL|PANIC)\\b:? *(.+)$");

  private LogTail() {}

  /** The last lines of a file, oldest first; none if there is no such file. */
  public static List<String> of(Path file, int lines) {
    List<String> all = end(file);
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  /** What the file says last about a cause, or else an error; empty if it says nothing. */
  static Optional<String> cause(Path file) {
    List<String> lines = end(file);
    return last(lines, CAUSE).or(() -> last(lines, ERROR));
  }

  private static Optional<String> last(List<String> lines, Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1).strip())
        .reduce((earlier, later) -> later);
  }

  private static List<String> end(Path file) {
    if (!Files.isReadable(file)) {
      return List.of();
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, log.length() - MAX_BYTES);
      byte[] end = new byte[(int) (log.length() - start)];
      log.seek(start);
      log.readFully(end);
      return new String(end, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of("(" + file + " cannot be read: " + e.getMessage() + ")");
    }
  }
}
