package dev.threeway.deploy.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Who may come to an encrypted PostgreSQL, and as which role: nobody by a password. */
final class PostgresAccess {
  private static final String MAP = "threeway";

  /** What is not encrypted matches no line, and is refused. */
  private static final String ENCRYPTED_WITH_CERTIFICATE =
      "hostssl all all %s/32 cert map=%s%n".formatted(Addresses.HOST, MAP);

  private PostgresAccess() {}

  static void write(CertificateFiles files) {
    CertificateFiles.write(files.postgresAccess(), ENCRYPTED_WITH_CERTIFICATE);
    CertificateFiles.write(
        files.postgresRoles(),
        roles().entrySet().stream()
            .map(each -> "%s %s %s%n".formatted(MAP, each.getKey().id(), each.getValue()))
            .collect(Collectors.joining()));
  }

  private static Map<Identity, String> roles() {
    Map<Identity, String> roles = new LinkedHashMap<>();
    roles.put(Identity.INSTALLER, Addresses.POSTGRES_USER);
    roles.put(Identity.REGISTRY, DatabaseSteps.REGISTRY_USER);
    roles.put(Identity.CONNECT, SinkSteps.SINK_USER);
    roles.put(Identity.ENGINE, SinkSteps.API_USER);
    return roles;
  }
}
