package dev.threeway.queryapi.app;

import java.util.List;
import java.util.Locale;

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
              "0",
              WHOLE_NUMBER,
              "How many further instances keep a copy of each store"),
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
              "Memory for the record caches of all threads, in MB"),
          new Setting(
              "threeway.engine.rocksdb-mb",
              "256",
              WHOLE_NUMBER,
              "Memory for RocksDB's blocks and write buffers, in MB"));

  /** The name of the environment variable that sets it. */
  String environmentName() {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
