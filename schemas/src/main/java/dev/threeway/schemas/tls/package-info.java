/** TLS for whatever is no Kafka client, by the settings that Kafka clients have. */
package dev.threeway.schemas.tls;
