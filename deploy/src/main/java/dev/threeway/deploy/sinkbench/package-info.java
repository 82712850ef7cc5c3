/** How fast the sinks write, beside how fast PostgreSQL takes the same rows. */
package dev.threeway.deploy.sinkbench;
