package dev.threeway.queryapi.app;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What {@code --help} and an error say about a setting.
 *
 * @param otherwise the default as it would be written; null for none
 * @param expected completes "must be …"
 * @param purpose one sentence without its full stop
 */
record Setting(String key, String otherwise, String expected, String purpose) {
  private static final String DURATION = "a duration such as 500ms, 30s, 5m or 24h";
  private static final String WHOLE_NUMBER = "a whole number";
  private static final String POSITIVE = "a whole number above 0";
  private static final String PACE = "a duration from 1s to 20s";

  /** Our own secrets, and those of Kafka's and the registry's clients by their names there. */
  private static final Pattern SECRET =
      Pattern.compile(
          "threeway\\..*\\.(password|secret|cursor-key|jaas\\.config|user\\.info|keystore\\.key)");

  static final List<Setting> ALL =
      List.of(
          new Setting(
              "threeway.http.host",
              "127.0.0.1",
              "an address of this machine",
              "Address to listen on"),
          new Setting(
              "threeway.http.port",
              "8080",
              "a whole number from 0 to 65535",
              "Port to listen on; 0 for any free one"),
          new Setting(
              "threeway.http.advertised",
              null,
              "host:port",
              "Where other instances reach this one, if not at host and port"),
          new Setting(
              "threeway.http.cursor-key",
              null,
              "at least 16 characters",
              "Signs the cursors of lists, the same for every instance; made of the application id"
                  + " if not set"),
          new Setting(
              "threeway.http.metrics-port",
              "9464",
              "a whole number from 0 to 65535",
              "Port that serves the metrics; 0 for any free one"),
          new Setting(
              "threeway.http.rate-limit",
              "20",
              WHOLE_NUMBER,
              "Requests of one caller to one resource in 10 s; 0 for no limit on any resource"),
          new Setting(
              "threeway.http.max-connections",
              "4096",
              WHOLE_NUMBER,
              "How many connections each port may have open; further ones have to wait"),
          new Setting(
              "threeway.http.request-timeout",
              "10s",
              DURATION,
              "How long the headers of a request may take to arrive"),
          new Setting(
              "threeway.http.cors-origins",
              null,
              "origins by comma, such as https://dashboard.example.com",
              "Origins whose pages may read answers; none if not set"),
          new Setting(
              "threeway.http.tls.key-store",
              null,
              "the path of a PEM file or a PKCS12 store",
              "Private key and certificates of both ports, which then speak TLS alone"),
          new Setting(
              "threeway.http.tls.key-store-password-file",
              null,
              "the path of a readable file",
              "File that holds the password of a PKCS12 store; without it the key store is PEM"),
          new Setting(
              "threeway.http.tls.trust-store",
              null,
              "the path of a PEM file",
              "Authorities that vouch for other instances, which have certificates for our subject"),
          new Setting(
              "threeway.http.tls.redirect-port",
              null,
              "a whole number from 0 to 65535",
              "Port without TLS that only redirects to the one with it; none if not set"),
          new Setting(
              "threeway.security.authorities",
              null,
              "the path of a PEM file",
              "Authorities that vouch for the issuer's address, if Java's own do not"),
          new Setting(
              "threeway.security.issuer",
              null,
              "an https address, or http on this machine",
              "Issuer of the tokens that the API takes; without one it is open, on loopback alone"),
          new Setting(
              "threeway.security.audience",
              "reconciliation-api",
              "the name of a client",
              "Whom tokens have to be meant for, and the client whose roles count"),
          new Setting(
              "threeway.security.clients",
              null,
              "names of clients, by comma",
              "Clients of the issuer that tokens may have been issued to; any if not set"),
          new Setting(
              "threeway.security.keys-url",
              null,
              "an https address, or http on this machine",
              "Where the issuer publishes its keys, if not where Keycloak does"),
          new Setting(
              "threeway.security.keys-fresh",
              "5m",
              "a duration of at least 10s",
              "How long the issuer's keys are used before they are fetched again"),
          new Setting(
              "threeway.security.keys-ask-again",
              "10s",
              DURATION,
              "Shortest time between two requests for a key that is not known"),
          new Setting(
              "threeway.security.keys-away",
              "1h",
              DURATION,
              "How long known keys hold while the issuer does not answer"),
          new Setting(
              "threeway.http.stream.max-clients",
              "2000",
              POSITIVE,
              "Clients of the event stream at once; further ones get 503"),
          new Setting(
              "threeway.http.stream.buffer-events",
              "10000",
              POSITIVE,
              "Newest events kept for all stream clients; one that is further behind has a gap"),
          new Setting(
              "threeway.http.stream.heartbeat",
              "15s",
              PACE,
              "How long a stream client hears nothing at most"),
          new Setting(
              "threeway.http.stream.stats-interval",
              "5s",
              PACE,
              "How often stream clients get a summary"),
          new Setting(
              "threeway.http.stream.lag-threshold",
              "100000",
              POSITIVE,
              "Input records behind from which stream clients are told of an incident"),
          new Setting(
              "threeway.connect.url",
              null,
              "a URL",
              "Kafka Connect, for the health of its connectors"),
          new Setting(
              "threeway.connect.authorities",
              null,
              "the path of a PEM file",
              "Authorities that vouch for Kafka Connect, if not those of the trust store or Java's own"),
          new Setting(
              "threeway.history.jdbc-url",
              null,
              "a JDBC address such as jdbc:postgresql://db:5432/reconciliation",
              "Database that the sink fills, without credentials; without it there is no history"),
          new Setting(
              "threeway.history.user",
              "threeway",
              "a name",
              "Role to read the history and to write the audit log with"),
          new Setting(
              "threeway.history.password-file",
              null,
              "the path of a readable file",
              "File that holds the role's password"),
          new Setting(
              "threeway.history.password",
              null,
              "a password",
              "The role's password, where there is no file; only in the environment or a file"),
          new Setting(
              "threeway.history.pool-size",
              "8",
              "a whole number from 2 to 100",
              "Most connections to the history at a time; half of them for exports"),
          new Setting(
              "threeway.history.request-timeout",
              "3s",
              DURATION,
              "How long a page may take, with the wait for a connection"),
          new Setting(
              "threeway.history.export-timeout",
              "60s",
              DURATION,
              "How long the database may work on a part of an export"),
          new Setting(
              "threeway.audit.queue-dir",
              null,
              "the path of a folder",
              "Where events wait while the audit log cannot be written, of this instance alone;"
                  + " audit-queue in the engine's state-dir if not set"),
          new Setting(
              "threeway.audit.queue-events",
              "200000",
              POSITIVE,
              "How many events may wait; beyond that nothing is given out that has to be recorded"),
          new Setting(
              "threeway.audit.anchor-interval",
              "10s",
              DURATION,
              "How often the head of the audit chain is published on audit_anchors, if it moved"),
          new Setting(
              "threeway.audit.verify-interval",
              "1h",
              DURATION,
              "How often the audit chain is verified"),
          new Setting(
              "threeway.log.level",
              "INFO",
              "one of ERROR, WARN, INFO, DEBUG, TRACE",
              "Least level of Threeway's own log lines"),
          new Setting(
              "threeway.kafka.bootstrap-servers",
              "localhost:9092",
              "host:port, several by comma",
              "Brokers to start from"),
          new Setting(
              "threeway.kafka.properties.*",
              null,
              "a Kafka client setting",
              "Further client settings by their Kafka names, such as security.protocol"),
          new Setting(
              "threeway.registry.url",
              "http://localhost:8081",
              "a URL, several by comma",
              "Confluent API of the schema registry"),
          new Setting(
              "threeway.registry.properties.*",
              null,
              "a serde setting",
              "Further serde settings by Confluent's names, such as basic.auth.user.info"),
          new Setting(
              "threeway.serde.value-serializer",
              "dev.threeway.schemas.wire.AvroSerializer",
              "the name of a class",
              "Class that writes Avro values"),
          new Setting(
              "threeway.serde.value-deserializer",
              "dev.threeway.schemas.wire.AvroDeserializer",
              "the name of a class",
              "Class that reads Avro values"),
          new Setting(
              "threeway.engine.application-id",
              "threeway",
              "a name",
              "Names the consumer group and the state; the same for every instance"),
          new Setting(
              "threeway.engine.instance-id",
              null,
              "a name",
              "Keeps an instance's place in the group through a restart; unique for each"),
          new Setting(
              "threeway.engine.session-timeout",
              "10s",
              DURATION,
              "After how much silence of an instance others take over its partitions"),
          new Setting(
              "threeway.engine.window",
              "5m",
              DURATION,
              "Largest event-time distance between the first and the last leg"),
          new Setting(
              "threeway.engine.grace",
              "30s",
              DURATION,
              "How much longer to wait for a leg that is out of order"),
          new Setting(
              "threeway.engine.retention",
              "24h",
              DURATION,
              "How long a transaction stays after its deadline"),
          new Setting(
              "threeway.engine.max-future-skew",
              "5m",
              DURATION,
              "How far ahead of the clock an event time may lie"),
          new Setting(
              "threeway.engine.rules",
              null,
              "the path of a rules file",
              "Rules file; without one the default rules hold"),
          new Setting(
              "threeway.engine.state-dir",
              "/var/lib/threeway",
              "the path of a folder",
              "Where the state stores lie"),
          new Setting(
              "threeway.engine.threads", "2", WHOLE_NUMBER, "Stream threads of this instance"),
          new Setting(
              "threeway.engine.standbys",
              "1",
              WHOLE_NUMBER,
              "How many further instances, if there are as many, keep a copy of each store"),
          new Setting(
              "threeway.engine.acceptable-recovery-lag",
              "10000",
              WHOLE_NUMBER,
              "Changelog records that a copy may lack and still take over at once"),
          new Setting(
              "threeway.engine.commit-interval",
              "100ms",
              DURATION,
              "How often results are committed"),
          new Setting(
              "threeway.engine.sweep-interval",
              "100ms",
              DURATION,
              "How often deadlines are looked at"),
          new Setting(
              "threeway.engine.replication-factor",
              "-1",
              WHOLE_NUMBER,
              "Copies of each changelog on the brokers; -1 for the brokers' default"),
          new Setting(
              "threeway.engine.record-cache-mb",
              "64",
              WHOLE_NUMBER,
              "Memory for what the stores hold back until a commit, in MB"),
          new Setting(
              "threeway.engine.rocksdb-mb",
              "256",
              WHOLE_NUMBER,
              "Memory for RocksDB's blocks and write buffers, in MB"));

  /** Whether a value of this name is for nobody to see. */
  static boolean isSecret(String key) {
    return SECRET.matcher(key).matches();
  }

  /** The name of the environment variable that sets it. */
  String environmentName() {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
