package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.sink.verify.SinkVerifier;
import dev.threeway.sink.verify.VerifySettings;
import java.time.Duration;
import java.util.Map;

/** Compares the tables of a stack with their topics. */
final class Verifiers {
  private Verifiers() {}

  static SinkVerifier of(Addresses addresses, Duration patience) {
    return new SinkVerifier(
        new VerifySettings(
            addresses.jdbcUrl(),
            Addresses.POSTGRES_USER,
            null,
            Map.of(
                "bootstrap.servers",
                addresses.bootstrapServers(),
                "schema.registry.url",
                addresses.registryUrl()),
            patience));
  }
}
