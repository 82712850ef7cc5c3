package dev.threeway.sink.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsFileTest {
  @TempDir Path directory;

  @Test
  void theWorkersProviderReadsBackWhatWasWritten() throws IOException {
    Path file = directory.resolve("sink.properties");
    SecretsFile.write(file, "sink", "first");
    SecretsFile.write(file, "sink", " pa=ss:w\\ör#d! ");
    try (FileConfigProvider provider = new FileConfigProvider()) {
      provider.configure(java.util.Map.of());
      assertThat(provider.get(file.toString()).data())
          .containsEntry("user", "sink")
          .containsEntry("password", " pa=ss:w\\ör#d! ");
    }
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    Path file = directory.resolve("sink.properties");
    SecretsFile.write(file, "sink", "secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void nothingElseIsLeftInItsFolder() throws IOException {
    SecretsFile.write(directory.resolve("sink.properties"), "sink", "secret");
    assertThat(directory.toFile().list()).containsExactly("sink.properties");
  }
}
