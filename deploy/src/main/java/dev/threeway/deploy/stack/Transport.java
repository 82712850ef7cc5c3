package dev.threeway.deploy.stack;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.threeway.schemas.tls.TlsSettings;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the parts of a stack talk to one another: in the clear, or encrypted between identities that
 * show certificates. Each part is told from here what it needs for that, and so is everybody who
 * asks a part something. Thread-safe.
 */
public interface Transport {
  /** In the clear, on loopback. */
  Transport PLAIN = new PlainTransport();

  /**
   * Encrypted, with certificates in a folder.
   *
   * @param certificates the folder; null for {@link #PLAIN}
   */
  @JsonCreator
  static Transport with(String certificates) {
    return certificates == null ? PLAIN : new EncryptedTransport(Path.of(certificates));
  }

  /** The folder of the certificates; null if there are none. */
  @JsonValue
  String certificates();

  /** Makes everything ready for a start, in place of what an earlier start has left. */
  void prepare();

  /** Of web addresses: http or https. */
  String scheme();

  /** Asks parts that speak HTTP, as {@link Identity#READER}. */
  HttpClient http();

  /** Who somebody is and whom they trust; nothing set if nothing is encrypted. */
  TlsSettings tls(Identity who);

  /** Of the brokers' listeners, as Kafka names it. */
  String kafkaProtocol();

  /** What a Kafka client needs on top of the brokers' address. */
  Map<String, String> kafkaClient(Identity who);

  /** What a client of the schema registry needs on top of its address, by Confluent's names. */
  Map<String, String> registryClient();

  /** What follows the name of the database in its address. */
  String jdbcParameters(Identity who);

  /** Whether the broker asks what each identity may do. */
  boolean authorizes();

  /** The broker's settings. */
  Map<String, String> broker();

  /** The settings of Connect's worker, of its REST interface and as a Kafka client. */
  Map<String, String> connect();

  /** The engine's settings. */
  Map<String, String> engine();

  /** The registry's settings, which make it listen on a port. */
  Map<String, String> registry(int port);

  /** Keycloak's arguments, which make it listen on a port. */
  List<String> keycloak(int port);

  /** PostgreSQL's settings. */
  List<String> postgres();
}
