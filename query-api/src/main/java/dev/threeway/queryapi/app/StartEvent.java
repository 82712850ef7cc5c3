package dev.threeway.queryapi.app;

import dev.threeway.queryapi.audit.AuditAction;
import dev.threeway.queryapi.audit.AuditEvent;
import dev.threeway.queryapi.audit.Outcome;
import dev.threeway.topology.app.EngineConfig;
import dev.threeway.topology.rules.RuleSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What the audit log says of a start: from then on an instance works by these rules and lets these
 * people in. Nothing of that changes while it runs.
 */
final class StartEvent {
  private static final int FINGERPRINT = 8;

  private StartEvent() {}

  static AuditEvent of(Settings settings, RuleSet rules, Instant now) {
    EngineConfig.EngineSettings engine = settings.engine().engine();
    return AuditEvent.of(
        now,
        AuditEvent.Actor.SYSTEM,
        AuditAction.CONFIGURATION_CHANGE,
        "start of " + engine.instanceId().orElseGet(engine::applicationId),
        Outcome.ALLOWED,
        "rules %s (%s), issuer %s, audience %s, clients %s, TLS %s, rate limit %d"
            .formatted(
                rules.version(),
                fingerprint(rules),
                settings.security().issuer().map(Object::toString).orElse("none"),
                settings.security().audience(),
                settings.security().clients().map(known -> String.join(" ", known)).orElse("any"),
                settings.httpTls().keyStore().isPresent() ? "on" : "off",
                settings.http().rateLimit()));
  }

  /** Tells rules from others that were given the same version. */
  static String fingerprint(RuleSet rules) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(rules.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT);
    } catch (NoSuchAlgorithmException inNoJava) {
      throw new IllegalStateException(inNoJava);
    }
  }
}
