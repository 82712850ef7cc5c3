package dev.threeway.queryapi.app;

import java.util.ArrayList;
import java.util.List;

/** The part of {@code --help} that explains every setting. */
final class SettingsHelp {
  private SettingsHelp() {}

  static String[] lines() {
    List<String> lines = new ArrayList<>();
    for (Setting setting : Setting.ALL) {
      lines.add("  @|bold %s|@, %s".formatted(setting.key(), setting.environmentName()));
      lines.add(
          "      %s. Takes %s; %s."
              .formatted(
                  setting.purpose(),
                  setting.expected(),
                  setting.otherwise() == null
                      ? "not set by default"
                      : "default " + setting.otherwise()));
    }
    return lines.toArray(String[]::new);
  }
}
