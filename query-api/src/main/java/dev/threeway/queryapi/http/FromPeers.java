package dev.threeway.queryapi.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.live.NotReadableException;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells what another instance has passed on from what a caller sends: it says that it was passed
 * on, and comes from the address of an instance, or has shown a peer's certificate where there are
 * such. The caller's own limit counted where it came in.
 */
final class FromPeers {
  private static final Duration LIFETIME = Duration.ofSeconds(10);

  private final boolean certified;
  private final LoadingCache<Boolean, Set<String>> addresses;

  /**
   * @param certified whether peers have certificates, which {@link PeerDoor} looks at
   */
  FromPeers(LiveReads reads, boolean certified) {
    this.certified = certified;
    addresses = Caffeine.newBuilder().expireAfterWrite(LIFETIME).build(all -> addresses(reads));
  }

  boolean sent(Context request) {
    return Fanout.isFromPeer(request)
        && (certified ? PeerDoor.hasAdmitted(request) : addresses.get(true).contains(request.ip()));
  }

  private static Set<String> addresses(LiveReads reads) {
    Set<String> addresses = new HashSet<>();
    try {
      for (String instance : reads.layout().instances()) {
        addresses.addAll(resolve(instance.substring(0, instance.lastIndexOf(':'))));
      }
    } catch (NotReadableException notAssigned) {
      // Then there is no peer that is known.
      return Set.of();
    }
    return addresses;
  }

  private static Set<String> resolve(String host) {
    Set<String> addresses = new HashSet<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        addresses.add(address.getHostAddress());
      }
    } catch (UnknownHostException gone) {
      return Set.of();
    }
    return addresses;
  }
}
