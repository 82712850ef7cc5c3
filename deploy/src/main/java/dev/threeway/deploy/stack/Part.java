package dev.threeway.deploy.stack;

import java.util.Arrays;
import java.util.Set;

/** A process of the local stack. The order is the order in which parts may start. */
public enum Part {
  /** History and audit, and the registry's storage. */
  POSTGRES("postgres", "PostgreSQL", 0),
  /** Signs users in; the API takes its tokens. */
  KEYCLOAK("keycloak", "Keycloak", 0),
  /** One node that is its own controller. */
  BROKER("broker", "the Kafka broker", 1),
  /** Speaks Confluent's REST API; keeps its schemas in PostgreSQL. */
  REGISTRY("registry", "the schema registry", 1),
  /** One distributed worker, with the JDBC sink. */
  CONNECT("connect", "Kafka Connect", 2),
  /** Runs the topology and serves the API. */
  ENGINE("engine", "the engine", 2),
  /** The simulator, for as long as the stack runs. */
  TRAFFIC("traffic", "the simulator", 3);

  /** The parts that make up the pipeline; Keycloak and traffic are extra. */
  public static final Set<Part> PIPELINE = Set.of(POSTGRES, BROKER, REGISTRY, CONNECT, ENGINE);

  private final String id;
  private final String title;
  private final int level;

  Part(String id, String title, int level) {
    this.id = id;
    this.title = title;
    this.level = level;
  }

  /** The name in file names and on the command line, such as {@code broker}. */
  public String id() {
    return id;
  }

  /** The name inside a sentence, such as {@code the Kafka broker}. */
  public String title() {
    return title;
  }

  /** Parts of a higher level use those of a lower one: the highest stops first. */
  int level() {
    return level;
  }

  /**
   * The part of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Part of(String id) {
    return Arrays.stream(values())
        .filter(part -> part.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no part named " + id));
  }
}
