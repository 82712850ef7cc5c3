/**
 * Avro records in Confluent's wire format, and the registry that holds their schemas.
 *
 * <p>A value is framed as the magic byte 0, the schema's four-byte id (big endian) and the record
 * in Avro's binary encoding. {@link dev.threeway.schemas.wire.AvroSerializer}, {@link
 * dev.threeway.schemas.wire.AvroDeserializer} and {@link dev.threeway.schemas.wire.AvroSerde} are
 * configured by Confluent's names, see {@link dev.threeway.schemas.wire.AvroSerdeConfig}; {@link
 * dev.threeway.schemas.wire.SchemaRegistries} opens a registry for other uses.
 *
 * <p>Errors tell three cases apart: a record or schema that will never do ({@link
 * org.apache.kafka.common.errors.SerializationException} and its subclasses), a registry that
 * cannot be reached for the moment ({@link dev.threeway.schemas.wire.RegistryUnreachableException},
 * retriable), and a client that is configured wrongly ({@link
 * dev.threeway.schemas.wire.RegistryAccessException}, {@link
 * dev.threeway.schemas.wire.RegistryProtocolException}). Only the first says anything about the
 * record.
 */
package dev.threeway.schemas.wire;
