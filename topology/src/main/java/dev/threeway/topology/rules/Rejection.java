package dev.threeway.topology.rules;

/**
 * Why a record is not taken in as a leg.
 *
 * @param detail one line for the person who repairs the record; holds no account id
 */
public record Rejection(RejectionReason reason, String detail) {}
