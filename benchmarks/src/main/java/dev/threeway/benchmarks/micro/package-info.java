/**
 * The small things that every leg costs, and every request, each by itself, by JMH: nothing here
 * knows Kafka Streams.
 */
package dev.threeway.benchmarks.micro;
