package dev.threeway.queryapi.http;

import dev.threeway.queryapi.history.History;
import dev.threeway.queryapi.live.EngineState;
import dev.threeway.queryapi.live.LiveReads;
import java.time.InstantSource;

/**
 * Where the answers of the API come from.
 *
 * @param cursorKey what cursors are signed with, the same for all instances
 */
public record Sources(
    LiveReads reads, History history, EngineState engine, byte[] cursorKey, InstantSource clock) {}
