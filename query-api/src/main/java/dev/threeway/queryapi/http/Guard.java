package dev.threeway.queryapi.http;

import dev.threeway.queryapi.security.Caller;
import dev.threeway.queryapi.security.Grant;
import dev.threeway.queryapi.security.KeysUnavailableException;
import dev.threeway.queryapi.security.Permission;
import dev.threeway.queryapi.security.Permissions;
import dev.threeway.queryapi.security.TokenRejectedException;
import dev.threeway.queryapi.security.TokenVerifier;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nobody in who does not belong: who is asking is told from the token, what they may ask from
 * the table of permissions. What is not in the table is denied. Thread-safe.
 */
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final String ATTRIBUTE = "threeway.caller";
  private static final String AUTHORIZATION = "Authorization";
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String SCHEME = "Bearer ";
  private static final String REALM = "Bearer realm=\"threeway\"";
  private static final String NO_TOKEN = "NO_TOKEN";
  private static final String FORBIDDEN = "FORBIDDEN";
  private static final Pattern NAMES_OF_THIS_MACHINE =
      Pattern.compile(
          "(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

  private final Optional<TokenVerifier> tokens;
  private final MeterRegistry metrics;

  /**
   * A guard.
   *
   * @param tokens empty for an API that everybody may use
   */
  Guard(Optional<TokenVerifier> tokens, MeterRegistry metrics) {
    this.tokens = tokens;
    this.metrics = metrics;
  }

  /** Who is asking; empty on public routes, and before anybody was identified. */
  static Optional<Caller> caller(Context request) {
    return Optional.ofNullable(request.attribute(ATTRIBUTE));
  }

  /** Whether the caller has a permission; denied as long as nobody was identified. */
  static boolean gives(Context request, Permission permission) {
    return caller(request).filter(permission::isGivenTo).isPresent();
  }

  /**
   * Finds out who is asking for a route that is not public.
   *
   * @throws ProblemException UNAUTHENTICATED, or KEYS_UNAVAILABLE if that cannot be found out, or
   *     MISDIRECTED
   */
  void identify(Route route, Context request) {
    if (tokens.isEmpty()) {
      if (grant(route).filter(row -> !isPublic(row)).isPresent()) {
        refuseOtherNames(request);
      }
      request.attribute(ATTRIBUTE, Caller.ANYBODY);
    } else if (grant(route).filter(Guard::isPublic).isEmpty()) {
      request.attribute(ATTRIBUTE, verify(tokens.get(), request));
    }
  }

  /**
   * An API that is open to this machine is not to pages from elsewhere, whose host's name somebody
   * has let point here (DNS rebinding).
   */
  private static void refuseOtherNames(Context request) {
    String host = request.header("Host");
    if (host != null && !NAMES_OF_THIS_MACHINE.matcher(host).matches()) {
      throw ProblemException.of(
          Problem.Kind.MISDIRECTED,
          "Ask for localhost or 127.0.0.1: without tokens the API answers to no other name.");
    }
  }

  /**
   * Refuses what the table does not give to the caller.
   *
   * @throws ProblemException FORBIDDEN
   */
  void authorize(Route route, Context request) {
    if (tokens.isEmpty()) {
      return;
    }
    Grant grant =
        grant(route).orElseThrow(() -> forbidden(request, null, "Nobody may use this resource."));
    if (isPublic(grant)) {
      return;
    }
    if (!gives(request, grant.permission())) {
      throw forbidden(
          request,
          null,
          "This resource needs the role %s, or one above it."
              .formatted(grant.permission().least().orElseThrow().id()));
    }
    if (!gives(request, Permission.PERSONAL_DATA)) {
      refusePersonal(grant, request);
    }
  }

  private void refusePersonal(Grant grant, Context request) {
    for (String parameter : grant.personalParameters()) {
      if (parameters(request).containsKey(parameter)) {
        throw forbidden(
            request,
            parameter,
            "This parameter needs the role %s, or one above it."
                .formatted(Permission.PERSONAL_DATA.least().orElseThrow().id()));
      }
    }
  }

  /** The parameters of a request; none if they cannot be read. */
  static Map<String, List<String>> parameters(Context request) {
    try {
      return request.queryParamMap();
    } catch (IllegalArgumentException malformed) {
      // The route says so.
      return Map.of();
    }
  }

  /** The row of the table for a route; empty if nobody may use it. */
  static Optional<Grant> grant(Route route) {
    return Permissions.of(route.method().name(), route.path());
  }

  private static boolean isPublic(Grant grant) {
    return grant.permission() == Permission.PUBLIC;
  }

  private Caller verify(TokenVerifier verifier, Context request) {
    List<String> headers = Collections.list(request.req().getHeaders(AUTHORIZATION));
    if (headers.size() > 1) {
      throw ProblemException.of(
          Problem.Kind.BAD_REQUEST, "Send the header %s once.".formatted(AUTHORIZATION));
    }
    if (headers.isEmpty() || !headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw unauthenticated(
          request,
          NO_TOKEN,
          REALM,
          "Send a bearer token in the header %s.".formatted(AUTHORIZATION));
    }
    try {
      return verifier.verify(headers.get(0).substring(SCHEME.length()).strip());
    } catch (TokenRejectedException rejected) {
      String why = "The token is not valid, or not any more; sign in again.";
      throw unauthenticated(
          request,
          rejected.fault().name(),
          "%s, error=\"invalid_token\", error_description=\"%s\"".formatted(REALM, why),
          why);
    } catch (KeysUnavailableException away) {
      LOG.atWarn()
          .addKeyValue("trace_id", Trace.of(request).traceId())
          .log("A token cannot be verified: {}", away.getMessage());
      throw ProblemException.of(
          Problem.Kind.KEYS_UNAVAILABLE,
          "The issuer of tokens does not answer, and without its keys no token is good.");
    }
  }

  private ProblemException unauthenticated(
      Context request, String reason, String challenge, String detail) {
    count(request, reason);
    request.header(CHALLENGE, challenge);
    return ProblemException.of(Problem.Kind.UNAUTHENTICATED, detail);
  }

  private ProblemException forbidden(Context request, String parameter, String detail) {
    count(request, FORBIDDEN);
    request.header(CHALLENGE, REALM + ", error=\"insufficient_scope\"");
    ProblemException problem = ProblemException.of(Problem.Kind.FORBIDDEN, detail);
    return parameter == null ? problem : problem.about(parameter);
  }

  /** The reason is for us alone: it would tell a forger how far he has come. */
  private void count(Context request, String reason) {
    Auditing.refusedFor(request, reason);
    metrics.counter("threeway.security.refused", "reason", reason).increment();
    LOG.atInfo()
        .addKeyValue("reason", reason)
        .addKeyValue("route", Route.of(request))
        .addKeyValue("address", request.ip())
        .addKeyValue("user", caller(request).map(Caller::subject).orElse("unknown"))
        .addKeyValue("trace_id", Trace.of(request).traceId())
        .log("A request is refused");
  }
}
