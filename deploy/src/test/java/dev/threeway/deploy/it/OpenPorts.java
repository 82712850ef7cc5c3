package dev.threeway.deploy.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** 127.0.0.1, the same for IPv6, and ::1, in the kernel's order of bytes. */
  private static final List<String> LOOPBACK =
      List.of(
          "0100007F:", "0000000000000000FFFF00000100007F:", "00000000000000000000000001000000:");

  private OpenPorts() {}

  /** Those of processes and of all that they have started. */
  static Set<Integer> of(Stream<ProcessHandle> processes) throws IOException {
    Set<Integer> ports = new TreeSet<>();
    for (String address : addresses(processes)) {
      ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16));
    }
    return ports;
  }

  /** Those that others than this machine can reach, as the kernel writes them. */
  static List<String> reachable(Stream<ProcessHandle> processes) throws IOException {
    return addresses(processes).stream()
        .filter(address -> LOOPBACK.stream().noneMatch(address::startsWith))
        .toList();
  }

  private static List<String> addresses(Stream<ProcessHandle> processes) throws IOException {
    Set<String> sockets = new HashSet<>();
    List<ProcessHandle> all =
        processes
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .toList();
    for (ProcessHandle process : all) {
      sockets.addAll(sockets(process.pid()));
    }
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        String[] columns = line.trim().split("\\s+", -1);
        if (columns[STATE].equals(LISTENING) && sockets.contains(columns[INODE])) {
          addresses.add(columns[LOCAL_ADDRESS]);
        }
      }
    }
    return addresses;
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
