package dev.threeway.benchmarks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessUsageTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessHasUsedTimeAndMemory() {
    List<ProcessHandle> self = List.of(ProcessHandle.current());

    assertThat(ProcessUsage.cpu(self)).isGreaterThan(Duration.ZERO);
    assertThat(ProcessUsage.peakBytes(self)).isGreaterThan(10L << 20);
  }

  @Test
  void aLineOfTheStatusIsInKilobytes() {
    assertThat(ProcessUsage.bytes("VmHWM:\t   12 kB")).isEqualTo(12 * 1024);
  }
}
