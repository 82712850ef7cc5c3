package dev.threeway.queryapi.http;

import dev.threeway.schemas.tls.TlsSettings;
import java.security.cert.X509Certificate;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;

/**
 * TLS of the servers and between instances. Instances know one another by their certificates: of an
 * authority that we trust, and for the subject that our own certificate is for.
 *
 * @param context of both directions: shows who we are, and trusts the authorities of peers
 * @param self the subject of our own certificate
 * @param redirectPort a port without TLS that only sends callers to the one with it
 */
public record HttpTls(SSLContext context, X500Principal self, OptionalInt redirectPort) {
  /**
   * TLS by these settings.
   *
   * @throws org.apache.kafka.common.KafkaException naming the file that cannot be used
   * @throws IllegalArgumentException if the settings hold no certificate of our own
   */
  public static HttpTls of(TlsSettings settings, OptionalInt redirectPort) {
    X509Certificate own =
        settings
            .certificate()
            .orElseThrow(() -> new IllegalArgumentException("there is no certificate to show"));
    return new HttpTls(settings.context(), own.getSubjectX500Principal(), redirectPort);
  }
}
