package dev.threeway.queryapi.app;

/** A setting is not valid; each line of the message names one, its value and what is expected. */
final class SettingsException extends RuntimeException {
  SettingsException(String message) {
    super(message);
  }
}
