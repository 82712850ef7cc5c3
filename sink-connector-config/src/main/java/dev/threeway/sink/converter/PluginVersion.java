package dev.threeway.sink.converter;

/** The version that the worker lists for the plugins of this module. */
final class PluginVersion {
  private PluginVersion() {}

  /** The version in the jar's manifest; "undefined" where the classes are not in a jar. */
  static String get() {
    String version = PluginVersion.class.getPackage().getImplementationVersion();
    return version == null ? "undefined" : version;
  }
}
