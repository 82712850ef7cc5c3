package dev.threeway.deploy.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a stack is started with.
 *
 * @param artifacts where the parts are
 * @param directory where it works
 * @param addresses where it listens
 * @param partitions of every topic
 * @param sinkTasks of every sink
 * @param engine settings of the engine on top of the addresses, such as {@code
 *     threeway.engine.window}
 * @param lasting whether it is to work for minutes under load, rather than to start soon
 * @param traffic arguments of the simulator, if it is one of the parts
 */
record StackSettings(
    Artifacts artifacts,
    StackDirectory directory,
    Addresses addresses,
    int partitions,
    int sinkTasks,
    Map<String, String> engine,
    boolean lasting,
    List<String> traffic) {
  StackSettings {
    engine = Map.copyOf(engine);
    traffic = List.copyOf(traffic);
  }

  /** The same, with the classes of a folder in the place of our own of their names. */
  StackSettings replacing(Path classes) {
    return new StackSettings(
        artifacts.replacing(classes),
        directory,
        addresses,
        partitions,
        sinkTasks,
        engine,
        lasting,
        traffic);
  }
}
