package dev.threeway.queryapi.audit;

import java.time.Instant;

/** A place in the list of events, which runs newest first. */
public record AuditPosition(Instant at, long sequence) {}
