package dev.threeway.deploy.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Describes a {@link LocalStack}. Not thread-safe. */
public final class LocalStackBuilder {
  private static final int DEFAULT_PARTITIONS = 6;

  private Path home = Path.of("");
  private Path directory;
  private Addresses addresses;
  private boolean encrypted;
  private Set<Part> parts = Part.PIPELINE;
  private int partitions = DEFAULT_PARTITIONS;
  private int instances = 1;
  private int sinkTasks = 1;
  private boolean lasting;
  private final Map<String, String> engine = new LinkedHashMap<>();
  private List<String> traffic = List.of();
  private BiConsumer<String, Duration> progress = (step, took) -> {};
  private Consumer<PartFailedException> onDeath = failure -> {};

  LocalStackBuilder() {}

  /** The top of the project, below which the build has put the parts. */
  public LocalStackBuilder home(Path home) {
    this.home = home;
    return this;
  }

  /** Where the stack works; {@code .threeway} at the top of the project unless said otherwise. */
  public LocalStackBuilder directory(Path directory) {
    this.directory = directory;
    return this;
  }

  /** Where it listens; on free ports unless said otherwise. */
  public LocalStackBuilder addresses(Addresses addresses) {
    this.addresses = addresses;
    return this;
  }

  /** Whether every connection is encrypted, between parts that know one another. */
  public LocalStackBuilder encrypted(boolean encrypted) {
    this.encrypted = encrypted;
    return this;
  }

  /** Which parts it has; the whole pipeline unless said otherwise. */
  public LocalStackBuilder parts(Set<Part> parts) {
    this.parts = parts.isEmpty() ? Set.of() : EnumSet.copyOf(parts);
    return this;
  }

  /** How many partitions every topic has; 6 unless said otherwise. */
  public LocalStackBuilder partitions(int partitions) {
    this.partitions = partitions;
    return this;
  }

  /** How many instances of the engine it has; 1 unless said otherwise. */
  public LocalStackBuilder instances(int instances) {
    this.instances = instances;
    return this;
  }

  /** How many tasks each sink has; 1 unless said otherwise. */
  public LocalStackBuilder sinkTasks(int sinkTasks) {
    this.sinkTasks = sinkTasks;
    return this;
  }

  /** Has broker and engines compiled for minutes under load; unless said so, for a quick start. */
  public LocalStackBuilder lasting() {
    this.lasting = true;
    return this;
  }

  /** A setting of the engine, such as {@code threeway.engine.window}. */
  public LocalStackBuilder engine(String key, String value) {
    engine.put(key, value);
    return this;
  }

  /** Arguments of {@code recon simulate} for {@link Part#TRAFFIC}. */
  public LocalStackBuilder traffic(List<String> arguments) {
    this.traffic = arguments;
    return this;
  }

  /** Is told each step of the start and how long it took, from any thread. */
  public LocalStackBuilder onProgress(BiConsumer<String, Duration> progress) {
    this.progress = progress;
    return this;
  }

  /** Is told of a part that has died after it was healthy, from any thread. */
  public LocalStackBuilder onDeath(Consumer<PartFailedException> onDeath) {
    this.onDeath = onDeath;
    return this;
  }

  /** The stack, not started. */
  public LocalStack build() {
    Path base = Objects.requireNonNullElseGet(directory, () -> home.resolve(".threeway"));
    StackDirectory place = new StackDirectory(base);
    Addresses wanted = Objects.requireNonNullElseGet(addresses, Ports::free);
    Addresses chosen =
        encrypted ? wanted.over(Transport.with(place.certificates().toString())) : wanted;
    if (parts.contains(Part.CONNECT)) {
      engine.putIfAbsent("threeway.connect.url", chosen.connectUrl());
    }
    if (parts.contains(Part.KEYCLOAK)) {
      engine.putIfAbsent("threeway.security.issuer", chosen.issuer());
      engine.putIfAbsent("threeway.security.clients", "reconciliation-dashboard,recon-demo");
    }
    if (instances > 1) {
      // They share one machine; each thread has a consumer, a producer and transactions of its own.
      engine.putIfAbsent("threeway.engine.threads", "1");
    }
    StackSettings settings =
        new StackSettings(
            new Artifacts(home), place, chosen, partitions, sinkTasks, engine, lasting, traffic);
    return new LocalStack(settings, parts, instances, progress, onDeath);
  }
}
