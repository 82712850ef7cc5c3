/**
 * Server-sent events: what the engine publishes, pushed to any number of clients.
 *
 * <p>One reader follows both output topics and puts every event once into a bounded log in memory;
 * each client has no queue of its own but a place in that log, so that memory does not grow with
 * clients and nobody waits for one that is slow. Who falls out of the log is told so. Who resumes
 * at a position that the log no longer has gets its backlog from the topics, in pieces, until the
 * log takes over.
 *
 * <p>An event's id is the next offset of every partition of both topics: it means the same on every
 * instance.
 */
package dev.threeway.queryapi.push;
