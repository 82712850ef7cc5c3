package dev.threeway.queryapi.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What every response tells browsers not to do. */
final class SecurityHeaders {
  static final String POLICY = "Content-Security-Policy";

  private static final Map<String, String> ALWAYS = always();
  private static final String HSTS = "Strict-Transport-Security";
  private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

  private SecurityHeaders() {}

  /**
   * Sets them.
   *
   * @param secure whether the request came over TLS: only then browsers may insist on it
   */
  static void set(boolean secure, BiConsumer<String, String> response) {
    ALWAYS.forEach(response);
    if (secure) {
      response.accept(HSTS, TWO_YEARS);
    }
  }

  private static Map<String, String> always() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Content-Type-Options", "nosniff");
    // A page, such as /docs, has a policy of its own.
    headers.put(
        POLICY, "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put(
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    return Map.copyOf(headers);
  }
}
