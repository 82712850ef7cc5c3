/**
 * The local stack: every real part that Threeway needs, each a process of its own, started from
 * artifacts that the build fetched, on loopback, below one directory.
 */
package dev.threeway.deploy.stack;
