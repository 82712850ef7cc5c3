package dev.threeway.schemas.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which registered schema the records of a subject are written with. */
final class WriterFactory {
  /** Writes records that share a schema. */
  interface Writer {
    byte[] write(IndexedRecord record);
  }

  private static final Logger LOG = LoggerFactory.getLogger(WriterFactory.class);

  private final SchemaRegistry registry;
  private final boolean autoRegister;
  private final boolean useLatest;
  private final long latestTtlNanos;
  private final LongSupplier nanoTime;

  WriterFactory(SchemaRegistry registry, AvroSerdeConfig config, LongSupplier nanoTime) {
    this.registry = registry;
    this.autoRegister = config.getBoolean(AvroSerdeConfig.AUTO_REGISTER_SCHEMAS);
    this.useLatest = config.getBoolean(AvroSerdeConfig.USE_LATEST_VERSION);
    long seconds = config.getLong(AvroSerdeConfig.LATEST_CACHE_TTL_SEC);
    this.latestTtlNanos = seconds < 0 ? Long.MAX_VALUE : Duration.ofSeconds(seconds).toNanos();
    this.nanoTime = nanoTime;
  }

  /** A writer for all records of a subject that have the schema of this one. */
  Writer create(String subject, IndexedRecord record) {
    Schema own = record.getSchema();
    GenericData model = AvroModels.of(record);
    return useLatest ? new LatestWriter(subject, own, model) : ownWriter(subject, own, model);
  }

  private Writer ownWriter(String subject, Schema own, GenericData model) {
    return new RecordWriter(idOf(subject, own), own, model)::write;
  }

  private int idOf(String subject, Schema schema) {
    if (autoRegister) {
      return registry.register(subject, schema);
    }
    try {
      return registry.lookup(subject, schema).id();
    } catch (UnknownSchemaException e) {
      throw new UnknownSchemaException(
          "%s: register it, or set %s=true"
              .formatted(e.getMessage(), AvroSerdeConfig.AUTO_REGISTER_SCHEMAS),
          e);
    }
  }

  /** Writes with the subject's newest schema, and looks from time to time which that is. */
  private final class LatestWriter implements Writer {
    private final String subject;
    private final Schema own;
    private final GenericData model;
    private Writer writer;
    private int writerId;
    private long asked;

    private LatestWriter(String subject, Schema own, GenericData model) {
      this.subject = subject;
      this.own = own;
      this.model = model;
    }

    @Override
    public byte[] write(IndexedRecord record) {
      long now = nanoTime.getAsLong();
      if (writer == null || now - asked >= latestTtlNanos) {
        refresh();
        asked = now;
      }
      return writer.write(record);
    }

    private void refresh() {
      Optional<RegisteredSchema> latest;
      try {
        latest = registry.latest(subject);
      } catch (RegistryUnreachableException e) {
        if (writer == null) {
          throw e;
        }
        LOG.warn("subject '{}' keeps schema id {}: {}", subject, writerId, e.getMessage());
        return;
      }
      if (latest.isEmpty()) {
        writer = ownWriter(subject, own, model);
      } else if (writer == null || writerId != latest.get().id()) {
        writer = writerWith(latest.get());
        writerId = latest.get().id();
      }
    }

    private Writer writerWith(RegisteredSchema latest) {
      if (PortableSchemas.of(own).equals(PortableSchemas.of(latest.schema()))) {
        return new RecordWriter(latest.id(), own, model)::write;
      }
      requireReadable(latest);
      RecordWriter ownWriter = new RecordWriter(latest.id(), own, model);
      RecordReader resolver = resolver(latest);
      RecordWriter latestWriter =
          new RecordWriter(latest.id(), latest.schema(), AvroModels.CONVERTING);
      return record -> {
        byte[] frame = ownWriter.write(record);
        int head = WireFormat.HEADER_LENGTH;
        return latestWriter.write(resolver.read(frame, head, frame.length - head));
      };
    }

    private RecordReader resolver(RegisteredSchema latest) {
      try {
        return RecordReader.resolving(own, latest.schema(), AvroModels.CONVERTING);
      } catch (AvroRuntimeException e) {
        throw incompatible(latest, e.getMessage());
      }
    }

    private void requireReadable(RegisteredSchema latest) {
      SchemaPairCompatibility result =
          SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), own);
      if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
        throw incompatible(latest, result.getResult().getIncompatibilities().toString());
      }
    }

    private IncompatibleSchemaException incompatible(RegisteredSchema latest, String reason) {
      return new IncompatibleSchemaException(
          "version %d of subject '%s' cannot read records of %s: %s"
              .formatted(latest.version(), subject, own.getFullName(), reason));
    }
  }
}
