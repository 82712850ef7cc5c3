/**
 * Who did what when. An event is on this instance's disk before its answer leaves ({@code
 * LocalQueue}); one thread moves what is there to the table {@code audit_logs}, in batches, as rows
 * of one hash chain which all instances share ({@code AuditLog}, {@code ChainWriter}). The head of
 * the chain is published on a topic from time to time ({@code AnchorPublisher}), so that whoever
 * rewrites the table contradicts the topic ({@link dev.threeway.queryapi.audit.ChainVerifier}).
 *
 * <p>The owner of the table may remove old rows ({@link dev.threeway.queryapi.audit.AuditPruner}),
 * up to one that was anchored: it is anchored again as the root of what is left, and the removal is
 * a row itself.
 *
 * <p>A row's hash is the SHA-256 of: the ASCII text {@code threeway-audit-1}; the row's sequence, 8
 * bytes; the hash of the row before, 32 bytes, zeros for the first row; and the event as {@link
 * dev.threeway.queryapi.audit.EventCodec} writes it. Numbers are big-endian.
 */
package dev.threeway.queryapi.audit;
