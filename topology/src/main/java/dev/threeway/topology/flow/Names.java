package dev.threeway.topology.flow;

/** The name of every node of the topology, in the order in which a record meets them. */
final class Names {
  static final String CORE_SOURCE = "core-source";
  static final String GATEWAY_SOURCE = "gateway-source";
  static final String MOBILE_SOURCE = "mobile-source";
  static final String CORE_VALIDATE = "core-validate";
  static final String GATEWAY_VALIDATE = "gateway-validate";
  static final String MOBILE_VALIDATE = "mobile-validate";
  static final String JOIN = "three-way-join";
  static final String OUTPUTS = "outputs-";
  static final String BREAKS = "breaks";
  static final String RESULTS = "results";
  static final String REJECTED = "rejected";
  static final String MISMATCH_RECORDS = "mismatch-records";
  static final String RESULT_RECORDS = "result-records";
  static final String DEAD_LETTER_RECORDS = "dead-letter-records";
  static final String MISMATCHES_SINK = "mismatches-sink";
  static final String RESULTS_SINK = "results-sink";
  static final String DEAD_LETTERS_SINK = "dead-letters-sink";

  private Names() {}
}
