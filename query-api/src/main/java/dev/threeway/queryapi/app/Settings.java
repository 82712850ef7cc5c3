package dev.threeway.queryapi.app;

import dev.threeway.topology.app.EngineConfig;

/** Every setting of the process, read and checked. */
record Settings(
    EngineConfig engine,
    HttpConfig http,
    HistoryConfig history,
    AuditConfig audit,
    ConnectConfig connect,
    SecurityConfig security,
    LogConfig log) {}
