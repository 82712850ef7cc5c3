package dev.threeway.deploy.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one stack tells the commands that find it later.
 *
 * @param addresses where it listens
 * @param partitions of every topic
 * @param parts the names of the parts that it has
 * @param engine the engine's settings
 * @param lasting whether its parts are compiled for minutes under load
 * @param launcherPid the process that started it
 * @param launcherStarted when that process started, in milliseconds since 1970
 * @param detached whether it goes on without that process
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StackState(
    Addresses addresses,
    int partitions,
    List<String> parts,
    Map<String, String> engine,
    boolean lasting,
    long launcherPid,
    long launcherStarted,
    boolean detached) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  StackState {
    parts = List.copyOf(parts);
    engine = Map.copyOf(engine);
  }

  static StackState ofThisProcess(StackSettings settings, Set<Part> parts) {
    OwnedProcess self = OwnedProcess.of(ProcessHandle.current());
    return new StackState(
        settings.addresses(),
        settings.partitions(),
        parts.stream().map(Part::id).sorted().toList(),
        settings.engine(),
        settings.lasting(),
        self.pid(),
        self.started().toEpochMilli(),
        false);
  }

  StackState detach() {
    return new StackState(
        addresses, partitions, parts, engine, lasting, launcherPid, launcherStarted, true);
  }

  /** The process that started the stack, if it still runs. */
  Optional<ProcessHandle> launcher() {
    return new OwnedProcess(launcherPid, Instant.ofEpochMilli(launcherStarted)).handle();
  }

  /** Replaces the file whole: a reader never sees half of it. */
  void writeTo(Path file) {
    Path partial = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      JSON.writeValue(partial.toFile(), this);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  static Optional<StackState> readFrom(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), StackState.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": delete it", e);
    }
  }
}
