package dev.threeway.benchmarks.tls;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One of the two stacks. Its engine runs only while it has its turn. */
public interface Side {
  /** For logs and messages. */
  String name();

  /** Whoever writes legs: settings of Kafka's producer and the serializer. */
  Map<String, Object> writer();

  /** Whoever looks how far the engine is: settings of Kafka's admin client. */
  Map<String, Object> observer();

  /** The engine's consumer group. */
  String group();

  /** The address of the API, without a path. */
  String apiUrl();

  /** A PEM file with whom to trust to be the API; empty in the clear. */
  Optional<Path> authority();

  /** A token for the API that is good for some minutes; empty if it asks for none. */
  Optional<String> token();

  /** Starts the engine, and returns when it is ready. */
  void startEngine();

  /** Stops the engine in good order. */
  void stopEngine();

  /** The engine's process. */
  ProcessHandle engine();

  /** The broker's process. */
  ProcessHandle broker();
}
