package dev.threeway.queryapi.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a password and nothing else. */
final class PasswordFile {
  private PasswordFile() {}

  /**
   * The password, without white space around it.
   *
   * @throws SettingsException naming the setting that named the file, if it cannot be read
   */
  static String read(String setting, Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new SettingsException(
          "%s is \"%s\", but must be the path of a readable file".formatted(setting, file));
    }
  }
}
