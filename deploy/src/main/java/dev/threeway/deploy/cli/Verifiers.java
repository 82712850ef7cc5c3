package dev.threeway.deploy.cli;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.Identity;
import dev.threeway.sink.verify.SinkVerifier;
import dev.threeway.sink.verify.VerifySettings;
import java.time.Duration;

/** Compares the tables of a stack with their topics. */
final class Verifiers {
  private Verifiers() {}

  static SinkVerifier of(Addresses addresses, Duration patience) {
    return new SinkVerifier(
        new VerifySettings(
            addresses.jdbcUrl(),
            Addresses.POSTGRES_USER,
            null,
            addresses.kafkaClient(Identity.READER),
            patience));
  }
}
