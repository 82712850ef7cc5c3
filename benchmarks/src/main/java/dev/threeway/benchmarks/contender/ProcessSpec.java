package dev.threeway.benchmarks.contender;

import java.util.List;
import java.util.Map;

/**
 * How a contender's process is started; heap and collector are the harness's.
 *
 * @param classPath as for {@code java -cp}
 * @param mainClass its main class
 * @param jvmOptions what this program cannot run without, such as {@code --add-opens=…}; nothing
 *     that makes it faster or smaller
 * @param properties system properties, mostly {@link ContenderSettings#properties}
 */
public record ProcessSpec(
    String classPath, String mainClass, List<String> jvmOptions, Map<String, String> properties) {
  /** Copies the collections. */
  public ProcessSpec {
    jvmOptions = List.copyOf(jvmOptions);
    properties = Map.copyOf(properties);
  }

  /** A class of this project that follows the contract. */
  public static ProcessSpec of(
      Class<?> mainClass, ContenderSettings settings, Installation installation) {
    return new ProcessSpec(
        installation.classPath(), mainClass.getName(), List.of(), settings.properties());
  }
}
