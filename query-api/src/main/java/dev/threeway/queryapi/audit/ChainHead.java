package dev.threeway.queryapi.audit;

import java.util.HexFormat;

/** The last row of the chain, as far as it is known; sequence 0 before the first. */
record ChainHead(long sequence, byte[] hash) {
  static final ChainHead START = new ChainHead(0, ChainHash.start());

  String hexHash() {
    return HexFormat.of().formatHex(hash);
  }

  @Override
  public String toString() {
    return sequence + ":" + hexHash();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainHead head
        && head.sequence == sequence
        && java.util.Arrays.equals(head.hash, hash);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sequence);
  }
}
