package dev.threeway.topology.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.threeway.schemas.records.Source;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What a leg allocates on its way through the flow does not rise unnoticed. */
class RecordedAllocationTest {
  private static final int WARM_UP = 2_000;
  private static final int TRANSACTIONS = 1_000;
  private static final Source[] SOURCES = {Source.CORE, Source.GATEWAY, Source.MOBILE};

  @Test
  void aLegAllocatesNoMoreThanRecorded() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (FlowDriver flow = new FlowDriver()) {
      send(flow, "W", WARM_UP);
      long before = threads.getCurrentThreadAllocatedBytes();
      send(flow, "T", TRANSACTIONS);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      assertThat(flow.results()).hasSize(WARM_UP + TRANSACTIONS);
      assertThat(allocated / (TRANSACTIONS * 3L)).isLessThanOrEqualTo(recorded());
    }
  }

  private static void send(FlowDriver flow, String prefix, int transactions) {
    for (int i = 0; i < transactions; i++) {
      for (Source source : SOURCES) {
        flow.send(Events.of(source, prefix + i).build());
      }
    }
  }

  private static long recorded() throws IOException {
    Properties recorded = new Properties();
    try (InputStream file =
        RecordedAllocationTest.class.getResourceAsStream("/recorded-costs.properties")) {
      recorded.load(file);
    }
    return Long.parseLong(recorded.getProperty("allocated.bytes"));
  }
}
