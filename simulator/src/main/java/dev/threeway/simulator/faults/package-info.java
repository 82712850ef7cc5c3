/** What is done to a transaction, and what the engine has to make of it. */
package dev.threeway.simulator.faults;
