package dev.threeway.queryapi.push;

import java.io.IOException;

/** The way to one client. It never blocks; its methods are never called at the same time. */
public interface ClientChannel {
  /**
   * Whether something may be written. After a no, {@link StreamClient#pump} has to be called once
   * it may.
   */
  boolean isReady();

  /**
   * Hands bytes over; the channel may keep the array until it is ready again.
   *
   * @throws IOException if the client is gone
   */
  void write(byte[] bytes) throws IOException;

  /** Ends the response; nothing is called after that. */
  void end();
}
