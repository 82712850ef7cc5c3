package dev.threeway.deploy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directory of one stack: {@code data}, {@code logs}, {@code conf} and {@code run}.
 *
 * @param base the directory, absolute
 */
public record StackDirectory(Path base) {
  /** Makes the path absolute. */
  public StackDirectory {
    base = base.toAbsolutePath().normalize();
  }

  /** Where the certificates of an encrypted stack lie. */
  public Path certificates() {
    return base.resolve("tls");
  }

  /** What a part keeps. */
  public Path data(Part part) {
    return data(part.id());
  }

  Path data(String name) {
    return base.resolve("data").resolve(name);
  }

  /** The file that a part logs to. */
  public Path log(Part part) {
    return log(part.id());
  }

  Path log(String name) {
    return base.resolve("logs").resolve(name + ".log");
  }

  Path configuration(String name) {
    return base.resolve("conf").resolve(name);
  }

  Path pidFile(Part part) {
    return pidFile(part.id());
  }

  Path pidFile(String name) {
    return run().resolve(name + ".pid");
  }

  Path stateFile() {
    return run().resolve("stack.json");
  }

  Path lockFile() {
    return run().resolve("lock");
  }

  Path run() {
    return base.resolve("run");
  }

  void create() {
    try {
      for (String folder : new String[] {"data", "logs", "conf", "run"}) {
        Files.createDirectories(base.resolve(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + base, e);
    }
  }

  /** Forgets everything that the parts kept. No part may be running. */
  public void deleteData() {
    delete(base.resolve("data"));
  }

  static void delete(Path data) {
    if (!Files.exists(data)) {
      return;
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + data, e);
    }
  }
}
