package dev.threeway.sink.installer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** The file from which the Connect worker reads the database's credentials. */
public final class SecretsFile {
  static final String USER = "user";
  static final String PASSWORD = "password";

  private SecretsFile() {}

  /**
   * Writes the file, in place of an older one, readable by its owner alone.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, String user, String password) throws IOException {
    Properties secrets = new Properties();
    secrets.setProperty(USER, user);
    secrets.setProperty(PASSWORD, password);
    Path directory = file.toAbsolutePath().getParent();
    Path temporary =
        Files.createTempFile(
            directory,
            "secrets",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        secrets.store(out, null);
      }
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
