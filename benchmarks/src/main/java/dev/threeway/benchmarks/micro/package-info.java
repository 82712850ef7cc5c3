/**
 * The small things that every leg costs, each by itself, by JMH: nothing here knows Kafka Streams.
 */
package dev.threeway.benchmarks.micro;
