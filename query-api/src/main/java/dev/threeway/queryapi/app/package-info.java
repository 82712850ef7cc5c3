/** The process: its settings, its command line, and the order in which its parts come and go. */
package dev.threeway.queryapi.app;
