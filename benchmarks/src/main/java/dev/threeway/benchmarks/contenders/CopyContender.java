package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.contender.Installation;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.contender.Results;

/** The cost of any job that remembers what it has read. */
final class CopyContender implements Contender {
  @Override
  public String name() {
    return "copy";
  }

  @Override
  public String about() {
    return "Kafka Streams, read and decode each leg and write its bytes to one topic, exactly once:"
        + " no store, no comparison";
  }

  @Override
  public ProcessSpec process(ContenderSettings settings, Installation installation) {
    return ProcessSpec.of(CopyMain.class, settings, installation);
  }

  @Override
  public Results results() {
    return new Results.OnePerLeg();
  }
}
