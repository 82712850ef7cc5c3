package dev.threeway.queryapi.live;

/** How an instance is named to its peers: as {@code host:port}. */
public final class InstanceAddress {
  private InstanceAddress() {}

  /**
   * A host and a port as they stand in {@code application.server} and in a URL.
   *
   * @param host a name or an address; IPv6 with or without its brackets
   */
  public static String of(String host, int port) {
    boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
    return bareIpv6 ? "[%s]:%d".formatted(host, port) : host + ":" + port;
  }
}
