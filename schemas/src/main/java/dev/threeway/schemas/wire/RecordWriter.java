package dev.threeway.schemas.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;

/** Writes the records of one schema, framed with one id; for one thread at a time. */
final class RecordWriter {
  private final int id;
  private final Schema schema;
  private final GenericData model;
  private final DatumWriter<IndexedRecord> writer;
  private final FrameBuffer buffer = new FrameBuffer();
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);

  RecordWriter(int id, Schema schema, GenericData model) {
    this.id = id;
    this.schema = schema;
    this.model = model;
    this.writer =
        model instanceof SpecificData specific
            ? new SpecificDatumWriter<>(schema, specific)
            : new GenericDatumWriter<>(schema, model);
  }

  /**
   * Writes a record.
   *
   * @throws SerializationException naming the field that does not fit
   */
  byte[] write(IndexedRecord record) {
    buffer.begin(id);
    try {
      writer.write(record, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "cannot write %s: %s"
              .formatted(record.getSchema().getFullName(), FieldFault.of(record, schema, model, e)),
          e);
    }
    return buffer.frame();
  }
}
