package dev.threeway.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.Identity;
import java.io.IOException;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** What every open port of an encrypted stack has to speak. */
final class EncryptedPorts {
  private EncryptedPorts() {}

  /** Each of them speaks TLS 1.2 or 1.3 and nothing else. */
  static void check(Addresses addresses, Set<Integer> open) throws IOException {
    SSLContext reader = addresses.transport().tls(Identity.READER).context();
    for (int port : open) {
      PortProbe probe = new PortProbe(port);
      String protocol = port == addresses.postgres() ? "postgresql" : null;
      assertThat(probe.handshake(reader, protocol)).as("port %d", port).isIn("TLSv1.2", "TLSv1.3");
      assertThat(probe.takesTls11()).as("port %d takes TLS 1.1", port).isFalse();
      assertThat(probe.answerInTheClear()).as("port %d", port).doesNotContain("HTTP");
    }
  }
}
