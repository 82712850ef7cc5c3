package dev.threeway.benchmarks.tls;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.threeway.benchmarks.report.Spread;
import dev.threeway.benchmarks.report.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures of both sides, and of each figure the ratio inside each round. */
public final class TlsReport {
  private static final Map<String, ToDoubleFunction<Turn>> FIGURES = figures();

  private final TlsPlan plan;
  private final List<Turn> turns;

  /** Of turns of both sides in each round. */
  TlsReport(TlsPlan plan, List<Turn> turns) {
    this.plan = plan;
    this.turns = List.copyOf(turns);
  }

  private static Map<String, ToDoubleFunction<Turn>> figures() {
    Map<String, ToDoubleFunction<Turn>> figures = new LinkedHashMap<>();
    figures.put("legs/s", turn -> turn.work().perSecond());
    figures.put("engine, CPU s per million legs", turn -> turn.work().engineCpuPerMillion());
    figures.put("broker, CPU s per million legs", turn -> turn.work().brokerCpuPerMillion());
    figures.put("look-ups/s", turn -> turn.answers().perSecond());
    figures.put("look-up p50, ms", turn -> turn.answers().p50());
    figures.put("look-up p99, ms", turn -> turn.answers().p99());
    figures.put("engine, CPU ms per look-up", turn -> turn.answers().engineCpuMillis());
    return figures;
  }

  /** Everything as lines of text. */
  public List<String> lines() {
    TextTable table = new TextTable("", "in the clear", "encrypted", "ratio", "least–most");
    FIGURES.forEach(
        (name, figure) -> {
          Spread ratio = ratio(figure);
          table.row(
              name,
              number(side(false, figure).median()),
              number(side(true, figure).median()),
              format("%.2f", ratio.median()),
              format("%.2f–%.2f", ratio.least(), ratio.most()));
        });
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add(
        format(
            "medians of %d rounds, ratios of the two turns of each; %,d transactions a turn;"
                + " look-ups for %d s on %d kept connections,",
            plan.rounds(), plan.transactions(), plan.duration().toSeconds(), plan.connections()));
    lines.add("by HTTP without tokens against HTTPS with a token that is verified each time");
    return lines;
  }

  /** Every single turn, for other programs. */
  public ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.putObject("settings")
        .put("transactions", plan.transactions())
        .put("rounds", plan.rounds())
        .put("connections", plan.connections())
        .put("warm_up_ms", plan.warmUp().toMillis())
        .put("duration_ms", plan.duration().toMillis())
        .put("seed", plan.seed())
        .put("java", System.getProperty("java.runtime.version"))
        .put("processors", Runtime.getRuntime().availableProcessors());
    ArrayNode list = root.putArray("turns");
    for (Turn turn : turns) {
      ObjectNode node =
          list.addObject().put("encrypted", turn.encrypted()).put("round", turn.round());
      FIGURES.forEach((name, figure) -> node.put(name, figure.applyAsDouble(turn)));
    }
    ObjectNode ratios = root.putObject("ratios");
    FIGURES.forEach((name, figure) -> ratios.put(name, ratio(figure).median()));
    return root;
  }

  private Spread side(boolean encrypted, ToDoubleFunction<Turn> figure) {
    return Spread.of(turns.stream().filter(turn -> turn.encrypted() == encrypted).toList(), figure);
  }

  private Spread ratio(ToDoubleFunction<Turn> figure) {
    return Spread.of(
        IntStream.rangeClosed(1, plan.rounds()).boxed().toList(),
        round -> of(round, true, figure) / of(round, false, figure));
  }

  private double of(int round, boolean encrypted, ToDoubleFunction<Turn> figure) {
    return turns.stream()
        .filter(turn -> turn.round() == round && turn.encrypted() == encrypted)
        .mapToDouble(figure)
        .findFirst()
        .orElseThrow();
  }

  private static String number(double figure) {
    return format(figure < 1_000 ? "%,.2f" : "%,.0f", figure);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
