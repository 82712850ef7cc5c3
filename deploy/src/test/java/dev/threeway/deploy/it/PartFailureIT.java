package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.LocalStackBuilder;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.PartFailedException;
import dev.threeway.deploy.stack.Ports;
import dev.threeway.deploy.stack.RunningStack;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartFailureIT {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      value = Part.class,
      names = {"BROKER", "POSTGRES"})
  void aPartThatIsKilledIsNamed(Part part) throws Exception {
    CompletableFuture<PartFailedException> death = new CompletableFuture<>();
    try (LocalStack stack = stack(part).onDeath(death::complete).build()) {
      stack.start();

      stack.process(part).orElseThrow().destroyForcibly();

      PartFailedException failure = death.get(30, TimeUnit.SECONDS);
      assertThat(failure.part()).isEqualTo(part);
      assertThat(failure).hasMessage(part.title() + " died: killed by signal 9");
      assertThat(failure.logTail()).isNotEmpty();
    }
  }

  @Test
  void aPartThatTheTestKillsIsNoFailureAndCanBeStartedAgainWithWhatItKept() {
    CompletableFuture<PartFailedException> death = new CompletableFuture<>();
    try (LocalStack stack = stack(Part.POSTGRES).onDeath(death::complete).build()) {
      stack.start();
      long first = stack.process(Part.POSTGRES).orElseThrow().pid();

      stack.kill(Part.POSTGRES);
      assertThat(stack.process(Part.POSTGRES)).isEmpty();
      stack.restart(Part.POSTGRES);

      assertThat(stack.process(Part.POSTGRES).orElseThrow().pid()).isNotEqualTo(first);
      assertThat(RunningStack.in(stack.directory()).orElseThrow().problem(Part.POSTGRES)).isEmpty();
      assertThat(death).isNotDone();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Part.class,
      names = {"BROKER", "POSTGRES", "REGISTRY", "CONNECT", "ENGINE"})
  void aTakenPortIsNamedWithItsPart(Part part) throws Exception {
    Addresses addresses = Ports.free();
    int port = addresses.port(part).orElseThrow();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        LocalStack stack = stack(part).addresses(addresses).build()) {
      assertThatThrownBy(stack::start)
          .isInstanceOf(PartFailedException.class)
          .hasMessage(
              "%s cannot start: port %d on 127.0.0.1 is taken"
                  .formatted(part.title(), taken.getLocalPort()));
      assertThat(RunningStack.in(stack.directory())).isEqualTo(Optional.empty());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Part.class,
      names = {"BROKER", "POSTGRES", "REGISTRY", "CONNECT", "ENGINE"})
  void aPartThatWasNotFetchedIsNamedWithWhatToDo(Part part) {
    Path empty = directory.resolve("empty");
    try (LocalStack stack = stack(part).home(empty).build()) {
      PartFailedException failure = catchThrowableOfType(PartFailedException.class, stack::start);

      assertThat(failure.part()).isEqualTo(part);
      assertThat(failure.getMessage())
          .startsWith(part.title() + " is missing: there is no " + empty)
          .endsWith("; fetch it with ./mvnw -DskipTests package");
    }
  }

  private LocalStackBuilder stack(Part part) {
    return LocalStack.builder()
        .home(SharedStack.home())
        .directory(directory.resolve("stack"))
        .parts(Set.of(part));
  }
}
