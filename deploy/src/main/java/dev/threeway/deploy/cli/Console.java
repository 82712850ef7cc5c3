package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.DemoTokens;
import dev.threeway.deploy.stack.LocalStack;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What a starting and stopping stack tells the person in front of it. Thread-safe. */
final class Console {
  private final PrintWriter out;

  Console(PrintWriter out) {
    this.out = out;
  }

  synchronized void step(String name, Duration took) {
    out.printf(
        Locale.ROOT, "  %-40s %5d.%d s%n", name, took.toSeconds(), took.toMillisPart() / 100);
    out.flush();
  }

  synchronized void title(String text) {
    out.println();
    out.println(text);
    out.flush();
  }

  synchronized void note(String text) {
    out.println("  " + text);
    out.flush();
  }

  synchronized void addresses(Addresses addresses) {
    out.println();
    out.println("  API              " + addresses.apiUrl() + "/api/v1/mismatches");
    out.println("  contract         " + addresses.apiUrl() + "/openapi.yaml");
    out.println("  try it out       " + addresses.apiUrl() + "/docs");
    out.println("  metrics          " + addresses.metricsUrl());
    out.println("  Kafka            " + addresses.bootstrapServers());
    out.println("  schema registry  " + addresses.registryUrl());
    out.println("  Kafka Connect    " + addresses.connectUrl());
    out.printf(
        Locale.ROOT,
        "  PostgreSQL       %s%suser=%s%n",
        addresses.jdbcUrl(),
        addresses.jdbcUrl().contains("?") ? "&" : "?",
        Addresses.POSTGRES_USER);
    addresses
        .authority()
        .ifPresent(file -> out.println("  authority        " + file + "  (curl --cacert)"));
    out.println();
    out.flush();
  }

  synchronized void signIn(Addresses addresses) {
    out.println("  Keycloak         " + addresses.issuer());
    out.println("  a token          ./recon token --user " + String.join("|", DemoTokens.USERS));
    out.println();
    out.flush();
  }

  void stopping(LocalStack stack) {
    if (stack.isStarted()) {
      print("Stopping …");
      stack.stop();
      print("Everything is stopped.");
    }
  }

  private synchronized void print(String line) {
    out.println(line);
    out.flush();
  }
}
