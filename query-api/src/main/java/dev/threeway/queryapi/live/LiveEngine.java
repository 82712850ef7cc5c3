package dev.threeway.queryapi.live;

import dev.threeway.topology.join.OpenBreak;
import dev.threeway.topology.rules.MatchGroup;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The engine as the HTTP side sees it from the first request on: before Kafka Streams is there, it
 * is alive, not ready, and cannot be read.
 */
public final class LiveEngine implements LiveReads, EngineState, AutoCloseable {
  private record Parts(Partitions partitions, LiveReads reads, EngineState state) {}

  private static final String STARTING = "STARTING";

  private volatile Parts parts;

  /**
   * Answers from these streams from here on.
   *
   * @param self this instance's {@code application.server}, {@code host:port}
   * @param count how many partitions each input topic has
   */
  public void attach(KafkaStreams streams, String self, int count) {
    Partitions partitions = new StreamsPartitions(streams, self, count);
    parts = new Parts(partitions, new StoreReads(partitions), new StreamsState(streams));
  }

  /** Ends what watches the engine; the engine itself goes on. */
  @Override
  public void close() {
    Parts current = parts;
    if (current != null) {
      current.partitions().close();
    }
  }

  @Override
  public GroupAnswer group(String txnId, boolean copies) {
    return reads().group(txnId, copies);
  }

  @Override
  public Found<OpenBreak> openBreaks(BreakFilter filter, PageRequest page, Scope scope) {
    return reads().openBreaks(filter, page, scope);
  }

  @Override
  public Found<MatchGroup> pending(Predicate<MatchGroup> accepts, PageRequest page, Scope scope) {
    return reads().pending(accepts, page, scope);
  }

  @Override
  public ControlTotalsList controlTotals(Scope scope) {
    return reads().controlTotals(scope);
  }

  @Override
  public Statistics statistics(Scope scope, long now) {
    return reads().statistics(scope, now);
  }

  @Override
  public Series series(SeriesRange range, Scope scope) {
    return reads().series(range, scope);
  }

  @Override
  public long totalsVersion() {
    return reads().totalsVersion();
  }

  @Override
  public Layout layout() {
    return reads().layout();
  }

  @Override
  public Holdings holdings() {
    return reads().holdings();
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
