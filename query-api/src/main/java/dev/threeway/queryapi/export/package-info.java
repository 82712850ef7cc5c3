/**
 * How rows become a file that is sent while it is made: CSV or NDJSON, with a last line that seals
 * it.
 */
package dev.threeway.queryapi.export;
