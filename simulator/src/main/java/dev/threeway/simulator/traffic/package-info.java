/**
 * What transactions look like: amounts, currencies, accounts, and the delays between their legs.
 */
package dev.threeway.simulator.traffic;
