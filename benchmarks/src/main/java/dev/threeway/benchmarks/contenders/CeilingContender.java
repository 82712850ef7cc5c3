package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.contender.Installation;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.contender.Results;

/** What no job can beat that reads the legs with this machine, broker and serde. */
final class CeilingContender implements Contender {
  @Override
  public String name() {
    return "ceiling";
  }

  @Override
  public String about() {
    return "plain consumers, read and decode each leg: nothing is kept, compared or written";
  }

  @Override
  public ProcessSpec process(ContenderSettings settings, Installation installation) {
    return ProcessSpec.of(CeilingMain.class, settings, installation);
  }

  @Override
  public Results results() {
    return new Results.None();
  }
}
