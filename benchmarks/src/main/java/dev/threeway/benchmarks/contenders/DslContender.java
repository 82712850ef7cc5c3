package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.contender.Installation;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.contender.Results;

/** The joins that the DSL of Kafka Streams offers. */
final class DslContender implements Contender {
  private final String name;
  private final String about;
  private final Class<?> mainClass;
  private final boolean refined;

  private DslContender(String name, String about, Class<?> mainClass, boolean refined) {
    this.name = name;
    this.about = about;
    this.mainClass = mainClass;
    this.refined = refined;
  }

  static Contender chain() {
    return new DslContender(
        "dsl-chain",
        "Kafka Streams DSL, (core outer-join gateway) outer-join mobile: each verdict is for good",
        DslChainMain.class,
        false);
  }

  static Contender pairs() {
    return new DslContender(
        "dsl-pairs",
        "Kafka Streams DSL, three joins of two topics and a fold: verdicts grow with each pair",
        DslPairsMain.class,
        true);
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
    return ProcessSpec.of(mainClass, settings, installation);
  }

  @Override
  public Results results() {
    return new Results.VerdictTopic(refined);
  }
}
