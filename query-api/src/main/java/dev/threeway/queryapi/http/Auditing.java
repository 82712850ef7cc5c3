package dev.threeway.queryapi.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.threeway.queryapi.audit.AuditAction;
import dev.threeway.queryapi.audit.AuditEvent;
import dev.threeway.queryapi.audit.AuditSink;
import dev.threeway.queryapi.audit.NoAudit;
import dev.threeway.queryapi.audit.Outcome;
import dev.threeway.queryapi.audit.Threat;
import dev.threeway.queryapi.audit.ThreatSignals;
import dev.threeway.queryapi.security.Caller;
import dev.threeway.queryapi.security.Grant;
import dev.threeway.queryapi.security.Permission;
import dev.threeway.queryapi.security.Role;
import dev.threeway.queryapi.security.TokenFault;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has recorded who asked for what, and what became of it: every request for a route that is not
 * public. An answer does not leave before its event is kept, and an export or a stream does not
 * begin. Thread-safe.
 */
final class Auditing {
  private static final String REFUSAL = "threeway.refusal";
  private static final String FORWARDED = "says that an instance has passed it on";
  private static final String EVENT_STREAM = "text/event-stream";
  private static final long MOST_SESSIONS = 100_000;
  private static final Duration LONGEST_SESSION = Duration.ofHours(12);

  /** What no issuer signs: somebody has made or changed it. */
  private static final Set<TokenFault> FORGED =
      EnumSet.of(TokenFault.ALGORITHM, TokenFault.HEADER, TokenFault.SIGNATURE);

  private final AuditSink sink;
  private final Optional<ThreatSignals> threats;
  private final InstantSource clock;
  private final Cache<String, Boolean> sessions =
      Caffeine.newBuilder().maximumSize(MOST_SESSIONS).expireAfterAccess(LONGEST_SESSION).build();

  Auditing(AuditSink sink, Optional<ThreatSignals> threats, InstantSource clock) {
    this.sink = sink;
    this.threats = threats;
    this.clock = clock;
  }

  /** Records nothing, for servers with public routes alone. */
  static Auditing none() {
    return new Auditing(new NoAudit(), Optional.empty(), InstantSource.system());
  }

  /** Notes why a request is refused with 401 or 403; not for the one who has sent it. */
  static void refusedFor(Context request, String reason) {
    request.attribute(REFUSAL, reason);
  }

  /** Watches a request that is about to be refused, also one that is refused too often. */
  void watch(Context request) {
    String reason = request.attribute(REFUSAL);
    if (reason != null) {
      notice(Threat.REPEATED_REFUSALS, request);
      if (FORGED.stream().anyMatch(fault -> fault.name().equals(reason))) {
        notice(Threat.FORGED_TOKEN, request);
      }
    }
  }

  /** Watches a request beyond the limit of its caller. */
  void watchTooMany(Context request) {
    notice(Threat.FLOODING, request);
  }

  private void notice(Threat threat, Context request) {
    threats.ifPresent(watching -> watching.notice(threat, actor(request)));
  }

  /** Watches a request that was answered. */
  void watchAnswered(Context request) {
    if (request.statusCode() == HttpStatus.NOT_FOUND.getCode() && Route.isUnmatched(request)) {
      notice(Threat.PROBING, request);
    }
  }

  /** Records a session that was not seen before. */
  void seen(Context request) {
    Optional<Caller> caller = Guard.caller(request).filter(Caller::isAuthenticated);
    if (caller.isPresent()
        && sessions.asMap().putIfAbsent(caller.get().session(), Boolean.TRUE) == null) {
      record(
          request,
          AuditAction.LOGIN,
          "session " + caller.get().session(),
          Outcome.ALLOWED,
          detail(request));
    }
  }

  /** Records that a request is refused with 401 or 403. */
  void denied(Route route, Context request) {
    String reason = request.attribute(REFUSAL);
    if (reason != null) {
      record(
          request,
          action(route, request),
          Resource.pattern(request, route),
          Outcome.DENIED,
          reason);
    }
  }

  /**
   * Records a request before it is answered, if its answer begins to leave before it is whole.
   *
   * @throws dev.threeway.queryapi.audit.AuditUnavailableException if it must not be answered
   */
  void before(Route route, Context request) {
    if (isExport(route)) {
      sink.recordFirst(
          event(
              request,
              AuditAction.EXPORT,
              Resource.of(request, route),
              Outcome.ALLOWED,
              detail(request)));
    } else if (isStream(route)) {
      recordAllowed(route, request);
    }
  }

  /**
   * Records a request whose answer is ready.
   *
   * @throws dev.threeway.queryapi.audit.AuditUnavailableException if it must not leave
   */
  void answered(Route route, Context request) {
    if (!isPublic(route) && !isExport(route) && !isStream(route)) {
      recordAllowed(route, request);
    }
  }

  /** Records that a request which was admitted was not answered. */
  void failed(Route route, Context request, Exception failure) {
    if (failure instanceof ProblemException problem && problem.isAbout(Cursors.CURSOR)) {
      notice(Threat.CURSOR_TAMPERING, request);
    }
    if (!isPublic(route)) {
      record(
          request,
          action(route, request),
          Resource.pattern(request, route),
          Outcome.FAILED,
          failure instanceof ProblemException problem
              ? "status %d".formatted(problem.status())
              : "not answered");
    }
  }

  private void recordAllowed(Route route, Context request) {
    record(
        request,
        action(route, request),
        Resource.of(request, route),
        Outcome.ALLOWED,
        detail(request));
  }

  private void record(
      Context request, AuditAction action, String resource, Outcome outcome, String detail) {
    sink.record(event(request, action, resource, outcome, detail));
  }

  private AuditEvent event(
      Context request, AuditAction action, String resource, Outcome outcome, String detail) {
    return AuditEvent.of(clock.instant(), actor(request), action, resource, outcome, detail);
  }

  private static String detail(Context request) {
    return Fanout.isFromPeer(request) ? FORWARDED : null;
  }

  private static AuditEvent.Actor actor(Context request) {
    Optional<Caller> caller = Guard.caller(request);
    return new AuditEvent.Actor(
        caller.map(Caller::name).orElse(AuditEvent.NOBODY),
        caller.filter(Caller::isAuthenticated).map(Caller::subject).orElse(null),
        caller
            .filter(Caller::isAuthenticated)
            .map(known -> known.roles().stream().sorted().map(Role::id).toList())
            .orElse(List.of()),
        request.ip(),
        Trace.of(request).traceId());
  }

  private static AuditAction action(Route route, Context request) {
    if (isExport(route)) {
      return AuditAction.EXPORT;
    }
    Optional<Grant> grant = Guard.grant(route);
    boolean personal =
        Guard.gives(request, Permission.PERSONAL_DATA)
            && grant
                .filter(
                    row ->
                        !row.personalFields().isEmpty()
                            || row.personalParameters().stream()
                                .anyMatch(Guard.parameters(request)::containsKey))
                .isPresent();
    return personal ? AuditAction.READ_PERSONAL_DATA : AuditAction.READ;
  }

  private static boolean isExport(Route route) {
    return Guard.grant(route).filter(row -> row.permission() == Permission.EXPORT).isPresent();
  }

  private static boolean isStream(Route route) {
    return route.produces().contains(EVENT_STREAM);
  }

  private static boolean isPublic(Route route) {
    return Guard.grant(route).filter(row -> row.permission() == Permission.PUBLIC).isPresent();
  }
}
