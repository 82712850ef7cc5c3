package dev.threeway.deploy.stack;

import dev.threeway.topology.app.JavaOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of a part that is a Java program, run by the same Java as we are. */
final class JavaCommand {
  /** The environment variable with options for the Java of every part, after its own. */
  private static final String OPTIONS = "RECON_JAVA_OPTIONS";

  private final List<String> line = new ArrayList<>();

  /**
   * A command that lacks its class path.
   *
   * @param heapMegabytes the largest heap
   */
  JavaCommand(int heapMegabytes) {
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx" + heapMegabytes + "m");
    // Starts are what costs on a small machine: the serial collector has the smallest footprint.
    line.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto"));
    line.add("-XX:+ExitOnOutOfMemoryError");
  }

  /** Compiles with the fast compiler only, for a part that starts often or works little. */
  JavaCommand quickStart() {
    line.add("-XX:TieredStopAtLevel=1");
    return this;
  }

  /**
   * Compiles well for a stack that works for minutes under load, and else quickly: all parts share
   * one machine, and the full compiler would take a third of an engine's first minutes.
   */
  JavaCommand compiler(StackSettings settings) {
    if (settings.lasting()) {
      line.addAll(JavaOptions.LASTING);
      return this;
    }
    return quickStart();
  }

  /**
   * Keeps the young generation small, for a part that is asked while it works: it is collected more
   * often, but each time in a fraction of the time.
   */
  JavaCommand shortPauses(int youngMegabytes) {
    line.add("-Xmn" + youngMegabytes + "m");
    return this;
  }

  JavaCommand properties(Map<String, String> properties) {
    properties.forEach((name, value) -> line.add("-D" + name + "=" + value));
    return this;
  }

  List<String> main(String classPath, String mainClass, String... arguments) {
    line.addAll(options());
    line.addAll(List.of("-cp", classPath, mainClass));
    line.addAll(List.of(arguments));
    return line;
  }

  List<String> jar(Path jar) {
    line.addAll(options());
    line.addAll(List.of("-jar", jar.toString()));
    return line;
  }

  private static List<String> options() {
    String options = System.getenv().getOrDefault(OPTIONS, "");
    return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+", -1));
  }
}
