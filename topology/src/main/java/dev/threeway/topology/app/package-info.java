/** The engine: its settings, its start-up checks, and the life of its Kafka Streams client. */
package dev.threeway.topology.app;
