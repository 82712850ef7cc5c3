package dev.threeway.topology.flow;

import dev.threeway.schemas.records.TransactionEvent;

/**
 * A record's value as it was read.
 *
 * @param bytes the value; null for a null value
 * @param event what it says; null if it is null or cannot be read
 * @param unreadable why it cannot be read; null if it can
 */
record ReceivedLeg(byte[] bytes, TransactionEvent event, String unreadable) {}
