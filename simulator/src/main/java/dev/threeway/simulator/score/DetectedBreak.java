package dev.threeway.simulator.score;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Source;

/**
 * A break that was found somewhere, in its last version.
 *
 * @param txnId the transaction
 * @param missingSource the silent source of a {@code MISSING} break, otherwise null
 * @param state its last state
 * @param resolution why it is closed; null while it is open, or where that is not known, and is
 *     then not judged
 */
public record DetectedBreak(
    String txnId, BreakType type, Source missingSource, BreakState state, Resolution resolution) {}
