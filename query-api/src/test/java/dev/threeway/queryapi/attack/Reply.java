package dev.threeway.queryapi.attack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back over a connection.
 *
 * @param text everything, byte by byte
 * @param closed whether the server ended the connection
 */
public record Reply(String text, boolean closed) {
  /** The status of a connection that was closed without an answer. */
  public static final int NONE = 0;

  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.[01] (\\d{3})\\b");
  private static final String END_OF_HEADERS = "\r\n\r\n";

  /** The status of the first response. */
  public int status() {
    Matcher line = STATUS.matcher(text);
    return line.lookingAt() ? Integer.parseInt(line.group(1)) : NONE;
  }

  /** How many responses there are. */
  long responses() {
    return STATUS.matcher(text).results().count();
  }

  /** The headers of the first response, one a line. */
  List<String> headers() {
    return head().lines().skip(1).toList();
  }

  Optional<String> header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers().stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  /** What follows the headers of the first response, read as UTF-8. */
  public String body() {
    int end = text.indexOf(END_OF_HEADERS);
    return end < 0
        ? ""
        : new String(
            text.substring(end + END_OF_HEADERS.length()).getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
  }

  private String head() {
    int end = text.indexOf(END_OF_HEADERS);
    return end < 0 ? text : text.substring(0, end);
  }
}
