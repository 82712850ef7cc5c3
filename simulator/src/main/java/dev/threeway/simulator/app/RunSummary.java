package dev.threeway.simulator.app;

import dev.threeway.simulator.truth.TruthTotals;
import java.time.Duration;
import java.time.Instant;

/**
 * What a run did.
 *
 * @param runId what all transaction ids begin with
 * @param totals what was sent, as it stands at the end of the truth file
 * @param lastDeadline when the last break of the run is due; the start if nothing was sent
 * @param elapsed how long the run took
 */
public record RunSummary(
    String runId, TruthTotals totals, Instant lastDeadline, Duration elapsed) {}
