/**
 * The oracle: a second, naive reading of the matching contract, which looks at a complete history
 * of records and says what the engine must publish. It shares no code with the engine; random
 * histories are given to both.
 */
package dev.threeway.topology.oracle;
