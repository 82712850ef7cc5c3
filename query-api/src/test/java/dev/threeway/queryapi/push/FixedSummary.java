package dev.threeway.queryapi.push;

import dev.threeway.schemas.records.Severity;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An instance whose state a test sets. */
public final class FixedSummary implements InstanceSummary {
  private volatile String engine = "RUNNING";
  private volatile long lag;

  public void setEngine(String state) {
    engine = state;
  }

  public void setLag(long records) {
    lag = records;
  }

  @Override
  public Optional<String> instance() {
    return Optional.of("127.0.0.1:8080");
  }

  @Override
  public String engine() {
    return engine;
  }

  @Override
  public OptionalLong lag() {
    return OptionalLong.of(lag);
  }

  @Override
  public Optional<OpenBreakCounts> openBreaks() {
    return Optional.of(new OpenBreakCounts(Map.of(Severity.HIGH, 2L), true));
  }
}
