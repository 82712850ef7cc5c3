/**
 * Reads of the state stores: which instance owns a key, what its store holds, and which partitions
 * an answer covers. Knows nothing of HTTP but how to ask a peer.
 *
 * <p>A question about one key is answered by the instance that owns it, or passed on once. A
 * question about all partitions goes through {@link dev.threeway.queryapi.live.Gather}: whoever is
 * asked reads its own partitions and asks every other instance once, in parallel, for those that it
 * owns. To add one, write a {@link dev.threeway.queryapi.live.Shared}:
 *
 * <ul>
 *   <li>{@code local(scope)} reads the stores of this instance; {@link
 *       dev.threeway.queryapi.live.LocalStores} does that partition by partition and gives the
 *       {@link dev.threeway.queryapi.live.Coverage};
 *   <li>{@code read(json)} reads what a peer sends: the same answer as JSON;
 *   <li>{@code merge(shares, coverage)} makes one answer of shares that have no partition in
 *       common.
 * </ul>
 *
 * <p>Between instances a request is the caller's own, with its {@code Authorization} and {@code
 * traceparent}, and with four headers: {@code Threeway-Hops} says that it must not be passed on,
 * {@code Threeway-Partitions} which partitions to answer for, {@code Threeway-Copies} that copies
 * will do, {@code Threeway-Items} how many items of a list will. A share that comes late, is not
 * understood, or speaks another version of the contract leaves its partitions missing.
 */
package dev.threeway.queryapi.live;
