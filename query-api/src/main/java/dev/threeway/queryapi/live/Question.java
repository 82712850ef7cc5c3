package dev.threeway.queryapi.live;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A GET request for a peer.
 *
 * @param pathAndQuery as the caller sent it, still percent-encoded
 * @param headers what to send along
 */
public record Question(String pathAndQuery, Map<String, String> headers) {
  public Question {
    headers = Map.copyOf(headers);
  }

  /** The same with one header more. */
  public Question with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Question(pathAndQuery, more);
  }
}
