package dev.threeway.deploy.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for texts where they must not be. */
final class Traces {
  private Traces() {}

  /** The processes of this machine in whose arguments one of the texts stands. */
  static Set<String> inArguments(List<String> texts) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        if (process.getFileName().toString().matches("[0-9]+")) {
          String arguments = read(process.resolve("cmdline"));
          texts.stream()
              .filter(arguments::contains)
              .forEach(text -> found.add(process + ": " + text));
        }
      }
    }
    return found;
  }

  /** The files below a folder that hold one of the texts. */
  static Set<String> inFiles(Path folder, List<String> texts) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String content = read(file);
        texts.stream().filter(content::contains).forEach(text -> found.add(file + ": " + text));
      }
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      // A process that has ended meanwhile has no arguments.
      return "";
    }
  }
}
