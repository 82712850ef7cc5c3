package dev.threeway.queryapi.live;

import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The engine as the HTTP side sees it from the first request on: before Kafka Streams is there, it
 * is alive, not ready, and cannot be read.
 */
public final class LiveEngine implements LiveReads, EngineState {
  private record Parts(LiveReads reads, EngineState state) {}

  private static final String STARTING = "STARTING";

  private volatile Parts parts;

  /**
   * Answers from these streams from here on.
   *
   * @param self this instance's {@code application.server}, {@code host:port}
   */
  public void attach(KafkaStreams streams, String self) {
    parts = new Parts(new StoreReads(streams, self), new StreamsState(streams));
  }

  @Override
  public GroupAnswer group(String txnId) {
    return reads().group(txnId);
  }

  @Override
  public OpenBreakList openBreaks(BreakFilter filter, int limit) {
    return reads().openBreaks(filter, limit);
  }

  @Override
  public ControlTotalsList controlTotals() {
    return reads().controlTotals();
  }

  @Override
  public String instance() {
    return reads().instance();
  }

  @Override
  public boolean isStarted() {
    Parts current = parts;
    return current != null && current.state().isStarted();
  }

  @Override
  public boolean isAlive() {
    Parts current = parts;
    return current == null || current.state().isAlive();
  }

  @Override
  public boolean isReady() {
    Parts current = parts;
    return current != null && current.state().isReady();
  }

  @Override
  public String name() {
    Parts current = parts;
    return current == null ? STARTING : current.state().name();
  }

  private LiveReads reads() {
    Parts current = parts;
    if (current == null) {
      throw new NotReadableException("The engine of this instance is starting.", List.of());
    }
    return current.reads();
  }
}
