package dev.threeway.deploy.supply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for keys, tokens and passwords in the files of a project. */
final class SecretScan {
  /**
   * A kind of secret.
   *
   * @param value the group of the pattern that is the secret; 0 for all of it
   */
  private record Kind(String name, Pattern pattern, int value) {
    static Kind of(String name, String regex) {
      return new Kind(name, Pattern.compile(regex), 0);
    }
  }

  /** What is found, without the secret itself. */
  record Found(Path file, int line, String kind) {
    @Override
    public String toString() {
      return "%s:%d: %s".formatted(file, line, kind);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          Kind.of(
              "a private key", "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----\\s*[A-Za-z0-9+/=]{16}"),
          Kind.of("a private JWK", "\"d\"\\s*:\\s*\"[A-Za-z0-9_-]{40,}\""),
          Kind.of(
              "a signed token",
              "\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{20,}"),
          Kind.of("a key of AWS", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
          Kind.of(
              "a token of GitHub",
              "\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})"),
          Kind.of("a token of GitLab", "\\bglpat-[A-Za-z0-9_-]{20,}"),
          Kind.of("a token of Slack", "\\bxox[abprs]-[A-Za-z0-9-]{20,}"),
          Kind.of("a key of Google", "\\bAIza[A-Za-z0-9_-]{35}\\b"),
          Kind.of("a token of npm", "\\bnpm_[A-Za-z0-9]{36}\\b"),
          new Kind(
              "credentials in an address",
              Pattern.compile(
                  "\\b[a-z][a-z0-9+]*://[^\\s/:@\"'{}$<>%]+:([^\\s/@\"'{}$<>%]{3,})@[a-z0-9.-]+"),
              1),
          new Kind(
              "a password",
              Pattern.compile(
                  "(?i)[\\w.-]*(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key)[\"']?\\s*[=:]\\s*"
                      + "[\"']([^\"'\\s${}<>%()]{6,})[\"']"),
              1));

  /** Of a realm file the value of a credential does not stand beside the word. */
  private static final Kind CREDENTIAL =
      new Kind(
          "a password",
          Pattern.compile("\"type\"\\s*:\\s*\"password\",\\s*\"value\"\\s*:\\s*\"([^\"]+)\""),
          1);

  private static final Set<String> BINARY =
      Set.of("png", "jpg", "jpeg", "gif", "ico", "woff", "woff2", "jar", "gz", "zip", "avro");
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".threeway");

  private SecretScan() {}

  /**
   * Looks into files.
   *
   * @param known values that are no secrets, however much they look like one
   */
  static List<Found> in(Path top, List<Path> files, Set<String> known) {
    List<Found> found = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (!BINARY.contains(name.substring(name.lastIndexOf('.') + 1))
          && Files.isRegularFile(file)) {
        String text = read(file);
        KINDS.forEach(kind -> find(kind, text, top.relativize(file), known, found));
        find(CREDENTIAL, text, top.relativize(file), known, found);
      }
    }
    return found;
  }

  private static void find(
      Kind kind, String text, Path file, Set<String> known, List<Found> found) {
    Matcher matcher = kind.pattern().matcher(text);
    while (matcher.find()) {
      if (!known.contains(matcher.group(kind.value()))) {
        int line =
            1 + (int) text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
        found.add(new Found(file, line, kind.name()));
      }
    }
  }

  /** The files that are in the repository or would be added to it; where there is none, all. */
  static List<Path> files(Path top) throws IOException {
    return Files.exists(top.resolve(".git")) ? tracked(top) : all(top);
  }

  private static List<Path> tracked(Path top) throws IOException {
    Process git =
        new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
            .directory(top.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!git.waitFor(1, TimeUnit.MINUTES) || git.exitValue() != 0) {
        throw new IOException("git cannot list the files of " + top);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return Stream.of(names.split("\0", -1))
        .filter(name -> !name.isEmpty())
        .map(top::resolve)
        .toList();
  }

  private static List<Path> all(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file ->
                  NOT_OURS.stream()
                      .noneMatch(
                          folder ->
                              top.relativize(file).startsWith(folder)
                                  || top.relativize(file).toString().contains("/" + folder + "/")))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
