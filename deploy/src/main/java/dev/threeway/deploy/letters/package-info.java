/** The records that were turned away: reading them, repairing them, and putting them back. */
package dev.threeway.deploy.letters;
