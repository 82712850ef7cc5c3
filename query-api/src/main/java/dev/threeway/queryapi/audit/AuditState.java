package dev.threeway.queryapi.audit;

import java.util.Optional;

/**
 * How the audit log of an instance is.
 *
 * @param waiting how many events wait in the local queue
 * @param capacity how many may
 * @param available whether the table could be written the last time
 * @param anchored the last row that this instance has anchored; 0 before the first
 * @param chain empty as long as the chain was not verified
 */
public record AuditState(
    long waiting, long capacity, boolean available, long anchored, Optional<ChainState> chain) {}
