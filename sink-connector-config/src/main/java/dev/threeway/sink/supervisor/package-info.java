/**
 * Looks after the sinks' tasks from inside the Connect worker that runs them: restarts what has
 * failed, within a budget, and tells how they are.
 */
package dev.threeway.sink.supervisor;
