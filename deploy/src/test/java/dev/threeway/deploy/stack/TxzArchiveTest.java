package dev.threeway.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TxzArchiveTest {
  @TempDir Path directory;

  @Test
  void filesKeepTheirContentsAndMayBeExecutedIfTheyMightBefore() throws IOException {
    Path archive = archive("bin/postgres", 0755, "share/readme", 0644);
    Path folder = directory.resolve("unpacked");

    TxzArchive.unpack(archive, folder);

    assertThat(folder.resolve("bin/postgres")).hasContent("bin/postgres").isExecutable();
    assertThat(Files.isExecutable(folder.resolve("share/readme"))).isFalse();
  }

  @Test
  void aBrokenArchiveLeavesNothingBehind() throws IOException {
    Path archive = archive("bin/postgres", 0755, "share/readme", 0644);
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Path parts = directory.resolve("parts");

    assertThatThrownBy(() -> TxzArchive.unpack(archive, parts.resolve("postgres")))
        .isInstanceOf(IOException.class);

    try (Stream<Path> left = Files.list(parts)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatAnotherRunHasUnpackedMeanwhileStays() throws IOException {
    Path archive = archive("bin/postgres", 0755, "share/readme", 0644);
    Path folder = directory.resolve("unpacked");
    Files.createDirectories(folder.resolve("theirs"));

    TxzArchive.unpack(archive, folder);

    assertThat(folder.resolve("theirs")).isDirectory();
  }

  @Test
  void aPathOutsideTheFolderIsRefused() throws IOException {
    Path archive = archive("../evil", 0644, "share/readme", 0644);

    assertThatThrownBy(() -> TxzArchive.unpack(archive, directory.resolve("unpacked")))
        .isInstanceOf(IOException.class)
        .hasMessage("the archive holds a path outside itself: ../evil");
  }

  private Path archive(String first, int firstMode, String second, int secondMode)
      throws IOException {
    Path file = directory.resolve("archive.txz");
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new XZOutputStream(out, new LZMA2Options(0)))) {
      add(tar, first, firstMode);
      add(tar, second, secondMode);
    }
    return file;
  }

  private static void add(TarArchiveOutputStream tar, String name, int mode) throws IOException {
    byte[] content = name.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(mode);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
