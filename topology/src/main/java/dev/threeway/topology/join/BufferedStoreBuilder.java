package dev.threeway.topology.join;

import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a store behind a buffer of its own; Kafka Streams' cache is never put before it. */
final class BufferedStoreBuilder implements StoreBuilder<KeyValueStore<Bytes, byte[]>> {
  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;

  BufferedStoreBuilder(StoreBuilder<KeyValueStore<Bytes, byte[]>> inner) {
    this.inner = inner.withCachingDisabled();
  }

  @Override
  public KeyValueStore<Bytes, byte[]> build() {
    return new BufferedStore(inner.build());
  }

  @Override
  public StoreBuilder<KeyValueStore<Bytes, byte[]>> withCachingEnabled() {
    return this;
  }

  @Override
  public StoreBuilder<KeyValueStore<Bytes, byte[]>> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<KeyValueStore<Bytes, byte[]>> withLoggingEnabled(Map<String, String> config) {
    inner.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<KeyValueStore<Bytes, byte[]>> withLoggingDisabled() {
    inner.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return inner.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return inner.loggingEnabled();
  }

  @Override
  public String name() {
    return inner.name();
  }
}
