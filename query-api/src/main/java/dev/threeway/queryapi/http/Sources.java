package dev.threeway.queryapi.http;

import dev.threeway.queryapi.audit.AuditReads;
import dev.threeway.queryapi.audit.AuditSink;
import dev.threeway.queryapi.audit.ThreatSignals;
import dev.threeway.queryapi.health.SystemHealth;
import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.live.EngineState;
import dev.threeway.queryapi.live.LiveReads;
import dev.threeway.queryapi.push.EventStream;
import dev.threeway.topology.rules.RuleSet;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the answers of the API come from.
 *
 * @param rules those in force; empty until they have been read
 * @param stream closed before the server is, by whoever made it
 * @param cursorKey what cursors are signed with, the same for all instances
 * @param audit takes what every request does; closed after the server
 * @param threats watches for requests that look like an attack; empty to watch for none
 */
public record Sources(
    LiveReads reads,
    History history,
    EngineState engine,
    SystemHealth health,
    Supplier<Optional<RuleSet>> rules,
    EventStream stream,
    byte[] cursorKey,
    AuditSink audit,
    AuditReads auditReads,
    Optional<ThreatSignals> threats,
    InstantSource clock) {}
