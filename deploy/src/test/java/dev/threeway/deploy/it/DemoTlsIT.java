package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.it.ReconProcess.Ended;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import dev.threeway.deploy.stack.StackDirectory;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encrypted demonstration as users run it. */
class DemoTlsIT {
  @TempDir Path temporary;

  @AfterEach
  void stop() {
    RunningStack.in(directory()).ifPresent(RunningStack::stop);
  }

  private StackDirectory directory() {
    return new StackDirectory(temporary.resolve("demo"));
  }

  @Test
  void everyFaultIsFoundAndNoPortIsOpenInTheClear() throws Exception {
    String base = directory().base().toString();

    Ended demo =
        new ReconProcess(directory().base())
            .run(
                "demo", "--tls", "--keep", "--transactions", "500", "--rate", "100", "--dir", base);

    assertThat(demo.code()).as(demo.out() + demo.err()).isZero();
    RunningStack stack = RunningStack.in(directory()).orElseThrow();
    assertThat(stack.parts()).containsOnlyKeys(Part.PIPELINE);
    Addresses addresses = stack.addresses().orElseThrow();
    Set<Integer> open = OpenPorts.of(stack.parts().values().stream());
    assertThat(open)
        .containsExactlyInAnyOrder(
            addresses.broker(),
            addresses.controller(),
            addresses.registry(),
            addresses.postgres(),
            addresses.connect(),
            addresses.api(),
            addresses.metrics());
    EncryptedPorts.check(addresses, open);
  }
}
