package dev.threeway.topology.reference;

import dev.threeway.schemas.records.TransactionEvent;
import java.time.Instant;

/** A leg, and when it can be read. */
record Arrival(Instant at, TransactionEvent leg) {}
