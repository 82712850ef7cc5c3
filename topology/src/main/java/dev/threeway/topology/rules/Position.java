package dev.threeway.topology.rules;

import dev.threeway.schemas.records.Source;

/** Where a leg can be read again: the source's topic, a partition and an offset of it. */
public record Position(Source source, int partition, long offset) {}
