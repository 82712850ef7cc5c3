package dev.threeway.sink.installer;

import java.util.List;

/**
 * How the connectors are.
 *
 * @param connectors in the order in which they were asked for
 */
public record InstallReport(List<ConnectorReport> connectors) {
  public InstallReport {
    connectors = List.copyOf(connectors);
  }

  /** Whether every connector runs with all its tasks. */
  public boolean allRunning() {
    return connectors.stream().allMatch(ConnectorReport::isRunning);
  }

  /** One line for each connector, for people. */
  public List<String> lines() {
    return connectors.stream().map(ConnectorReport::line).toList();
  }
}
