package dev.threeway.queryapi.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What no reply may tell, and what every refusal must be. */
final class Leaks {
  /** Words of stack traces, of classes, of SQL and of what the server is made of. */
  private static final List<String> WORDS =
      List.of(
          "exception",
          "\tat ",
          "java.",
          "dev.threeway",
          "org.eclipse",
          "jetty",
          "javalin",
          "nimbus",
          "postgres",
          "psql",
          "sqlstate",
          "syntax error",
          "jooq");

  private static final String PROBLEM = "application/problem+json";

  private Leaks() {}

  static List<String> in(Reply reply, List<String> secrets) {
    List<String> faults = new ArrayList<>();
    String text = reply.text().toLowerCase(Locale.ROOT);
    WORDS.stream().filter(text::contains).forEach(word -> faults.add("tells \"" + word + "\""));
    secrets.stream()
        .filter(reply.body()::contains)
        .forEach(secret -> faults.add("shows the account " + secret));
    for (String header : List.of("Server", "X-Powered-By", "Set-Cookie")) {
      reply.header(header).ifPresent(value -> faults.add("has the header " + header));
    }
    if (reply.status() != Reply.NONE
        && !reply.header("X-Content-Type-Options").equals(java.util.Optional.of("nosniff"))) {
      faults.add("lacks nosniff");
    }
    if (reply.status() >= 400 && !reply.header("Content-Type").orElse("").startsWith(PROBLEM)) {
      faults.add("is no " + PROBLEM);
    }
    if (reply.status() == 500) {
      faults.add("is a failure of the server");
    }
    return faults;
  }
}
