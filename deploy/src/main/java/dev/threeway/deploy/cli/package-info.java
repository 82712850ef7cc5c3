/** The command line: {@code ./recon}. */
package dev.threeway.deploy.cli;
