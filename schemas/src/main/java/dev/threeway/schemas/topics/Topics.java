package dev.threeway.schemas.topics;

import dev.threeway.schemas.records.Source;
import java.util.List;

/** The names of the topics that make up Threeway's interface, and what each source writes to. */
public final class Topics {
  public static final String CORE_TXNS = "core_txns";
  public static final String GATEWAY_TXNS = "gateway_txns";
  public static final String MOBILE_TXNS = "mobile_txns";
  public static final String MISMATCHES = "mismatches";
  public static final String RECONCILIATION_RESULTS = "reconciliation_results";
  public static final String DEAD_LETTERS = "dead_letters";

  /** Heads of the chain of audit rows, which contradict whoever changes those. */
  public static final String AUDIT_ANCHORS = "audit_anchors";

  /**
   * The topics that sources write to, one for each source; they have the same number of partitions.
   */
  public static final List<String> INPUTS = List.of(CORE_TXNS, GATEWAY_TXNS, MOBILE_TXNS);

  private Topics() {}

  /**
   * The topic on which a source reports.
   *
   * @throws IllegalArgumentException for {@link Source#UNKNOWN}, which reports nowhere
   */
  public static String of(Source source) {
    return switch (source) {
      case CORE -> CORE_TXNS;
      case GATEWAY -> GATEWAY_TXNS;
      case MOBILE -> MOBILE_TXNS;
      case UNKNOWN -> throw new IllegalArgumentException("no source reports as UNKNOWN");
    };
  }

  /**
   * The source that reports on an input topic.
   *
   * @throws IllegalArgumentException if it is not an input topic
   */
  public static Source sourceOf(String topic) {
    return switch (topic) {
      case CORE_TXNS -> Source.CORE;
      case GATEWAY_TXNS -> Source.GATEWAY;
      case MOBILE_TXNS -> Source.MOBILE;
      default -> throw new IllegalArgumentException("not an input topic: " + topic);
    };
  }
}
