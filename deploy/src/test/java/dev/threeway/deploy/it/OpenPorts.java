package dev.threeway.deploy.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The ports on which processes listen, as the kernel has it. */
final class OpenPorts {
  private static final String LISTENING = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private OpenPorts() {}

  /** Those of processes and of all that they have started. */
  static Set<Integer> of(Stream<ProcessHandle> processes) throws IOException {
    Set<String> sockets = new HashSet<>();
    List<ProcessHandle> all =
        processes
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .toList();
    for (ProcessHandle process : all) {
      sockets.addAll(sockets(process.pid()));
    }
    Set<Integer> ports = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        String[] columns = line.trim().split("\\s+", -1);
        if (columns[STATE].equals(LISTENING) && sockets.contains(columns[INODE])) {
          String address = columns[LOCAL_ADDRESS];
          ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  /** The inodes of the sockets that a process has open. */
  private static Set<String> sockets(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path each : open.toList()) {
        String target = Files.isSymbolicLink(each) ? target(each) : "";
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
