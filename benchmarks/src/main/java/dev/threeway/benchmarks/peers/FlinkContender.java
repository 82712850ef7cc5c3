package dev.threeway.benchmarks.peers;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.contender.Installation;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.contender.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The jobs on Apache Flink; they run on a class path of their own. */
public final class FlinkContender implements Contender {
  private static final String PACKAGE = "dev.threeway.benchmarks.flink.";

  /** What Flink's own scripts open on Java 17, as far as a job of this kind reaches. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED");

  private final String name;
  private final String about;
  private final String mainClass;
  private final boolean refined;

  private FlinkContender(String name, String about, String mainClass, boolean refined) {
    this.name = name;
    this.about = about;
    this.mainClass = PACKAGE + mainClass;
    this.refined = refined;
  }

  /** One keyed function with state and timers. */
  public static Contender process() {
    return new FlinkContender(
        "flink",
        "Apache Flink, keyed function with event-time timers, RocksDB, checkpoints and Kafka exactly"
            + " once; forgets a transaction at its deadline",
        "ProcessMain",
        true);
  }

  /** Two interval joins. */
  public static Contender intervalJoin() {
    return new FlinkContender(
        "flink-interval",
        "Apache Flink, (core interval-join gateway) interval-join mobile: an inner join, which says"
            + " nothing of a transaction with a missing leg",
        "IntervalJoinMain",
        false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public ProcessSpec process(ContenderSettings settings, Installation installation) {
    return new ProcessSpec(
        library(installation).resolve("*").toString(),
        mainClass,
        JVM_OPTIONS,
        settings.properties());
  }

  @Override
  public Results results() {
    return new Results.VerdictTopic(refined);
  }

  @Override
  public Optional<String> unavailable(Installation installation) {
    return Files.isDirectory(library(installation))
        ? Optional.empty()
        : Optional.of(library(installation) + " is not there: run ./mvnw -DskipTests package");
  }

  private static Path library(Installation installation) {
    return installation.home().resolve(Path.of("benchmarks", "flink", "target", "lib"));
  }
}
