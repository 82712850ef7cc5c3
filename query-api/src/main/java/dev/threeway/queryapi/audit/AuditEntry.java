package dev.threeway.queryapi.audit;

/**
 * A row of the audit log, for those who read it.
 *
 * @param hash in hex
 * @param intact whether the hash is that of the row; says nothing about the rows around it
 */
public record AuditEntry(long sequence, AuditEvent event, String hash, boolean intact) {}
