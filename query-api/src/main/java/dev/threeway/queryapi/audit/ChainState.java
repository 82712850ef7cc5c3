package dev.threeway.queryapi.audit;

import java.time.Instant;

/** What the last look at the whole chain has found, and when that was. */
public record ChainState(ChainReport report, Instant verifiedAt) {}
