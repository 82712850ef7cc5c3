/**
 * Reads of the state stores: which instance owns a key, what its store holds, and which partitions
 * an answer covers. Knows nothing of HTTP but how to ask a peer.
 */
package dev.threeway.queryapi.live;
