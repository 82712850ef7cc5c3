package dev.threeway.schemas.wire;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/** Finds which field of a record could not be written: Avro's own message does not always say. */
final class FieldFault {
  private FieldFault() {}

  /**
   * One line about the failure: the field and what is wrong with it, if one can be blamed.
   *
   * @param target the schema that was written, with the record's fields in their order
   */
  static String of(IndexedRecord record, Schema target, GenericData model, Exception failure) {
    for (Schema.Field field : target.getFields()) {
      Object value = record.get(field.pos());
      try {
        write(field.schema(), value, model);
      } catch (IOException | RuntimeException e) {
        String reason = value == null ? "it is null" : e.getMessage();
        return "field '" + field.name() + "': " + reason;
      }
    }
    return String.valueOf(failure.getMessage());
  }

  private static void write(Schema schema, Object value, GenericData model) throws IOException {
    BinaryEncoder nowhere =
        EncoderFactory.get().directBinaryEncoder(OutputStream.nullOutputStream(), null);
    GenericDatumWriter<Object> writer =
        model instanceof SpecificData specific
            ? new SpecificDatumWriter<>(schema, specific)
            : new GenericDatumWriter<>(schema, model);
    writer.write(value, nowhere);
  }
}
