package dev.threeway.topology.join;

import dev.threeway.topology.rules.Break;

/** An entry of {@link Keyspace#OPEN_BREAKS}: an open break and the transaction it belongs to. */
public record OpenBreak(String txnId, Break value) {}
