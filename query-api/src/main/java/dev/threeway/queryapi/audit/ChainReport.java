package dev.threeway.queryapi.audit;

import java.util.Optional;

/**
 * What a look at the whole chain has found.
 *
 * @param first the row that the chain begins with: 1 as long as nothing was pruned
 * @param rows the last row up to which all were found whole
 * @param head the hash, in hex, of the last row that holds together with those before it
 * @param anchors how many anchors the rows were held against
 * @param broken empty if everything is as it was written
 */
public record ChainReport(
    long first, long rows, String head, long anchors, Optional<ChainBreak> broken) {}
