package dev.threeway.sink.installer;

import dev.threeway.schemas.tls.TlsSettings;
import java.net.URI;

/**
 * How to reach the REST interface of a Connect cluster.
 *
 * @param url the address of any worker, such as {@code http://127.0.0.1:8083}
 * @param tls for an address that begins with https: whom to trust, and who we are
 */
public record ConnectAddress(URI url, TlsSettings tls) {
  /** An address that Java's own authorities vouch for, or one without TLS. */
  public static ConnectAddress of(URI url) {
    return new ConnectAddress(url, TlsSettings.NONE);
  }
}
