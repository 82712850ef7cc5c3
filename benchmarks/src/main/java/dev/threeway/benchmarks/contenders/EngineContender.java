package dev.threeway.benchmarks.contenders;

import dev.threeway.benchmarks.contender.Contender;
import dev.threeway.benchmarks.contender.ContenderSettings;
import dev.threeway.benchmarks.contender.Installation;
import dev.threeway.benchmarks.contender.ProcessSpec;
import dev.threeway.benchmarks.contender.Readiness;
import dev.threeway.benchmarks.contender.Results;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The engine's own process, as users start it. */
final class EngineContender implements Contender {
  private static final String MAIN = "dev.threeway.queryapi.app.Main";

  private final String name;
  private final String about;
  private final UnaryOperator<ContenderSettings> change;

  private EngineContender(String name, String about, UnaryOperator<ContenderSettings> change) {
    this.name = name;
    this.about = about;
    this.change = change;
  }

  static Contender asShipped() {
    return new EngineContender(
        Contenders.THREEWAY,
        "the engine's process as it ships: three-way join, RocksDB, exactly once, query API",
        UnaryOperator.identity());
  }

  static Contender withoutCache() {
    return new EngineContender(
        Contenders.THREEWAY + "-nocache",
        "the same without its record cache",
        settings -> settings.with(settings.threads(), 0));
  }

  static Contender withOneThread() {
    return new EngineContender(
        Contenders.THREEWAY + "-1thread",
        "the same with one stream thread",
        settings -> settings.with(1, settings.cacheMb()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public ProcessSpec process(ContenderSettings settings, Installation installation) {
    Map<String, String> properties = new HashMap<>(EngineProperties.of(change.apply(settings)));
    properties.put("threeway.http.port", Integer.toString(settings.httpPort()));
    properties.put("threeway.http.metrics-port", "0");
    // Look-ups are measured at full speed.
    properties.put("threeway.http.rate-limit", "0");
    return new ProcessSpec(installation.classPath(), MAIN, List.of(), properties);
  }

  @Override
  public Results results() {
    return new Results.Engine();
  }

  @Override
  public Readiness readiness() {
    return Readiness.HTTP;
  }
}
