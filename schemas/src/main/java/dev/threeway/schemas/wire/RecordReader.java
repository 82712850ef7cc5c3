package dev.threeway.schemas.wire;

import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Reads the records of one writer's schema; for one thread at a time. */
final class RecordReader {
  private final DatumReader<IndexedRecord> reader;
  private BinaryDecoder decoder;

  private RecordReader(DatumReader<IndexedRecord> reader) {
    this.reader = reader;
  }

  /** A reader into a generated class. */
  static RecordReader specific(Schema writer, Class<? extends SpecificRecord> type) {
    GeneratedClasses.trust();
    SpecificData model = SpecificData.getForClass(type);
    return resolving(writer, model.getSchema(type), model);
  }

  /** A reader into generic records of the writer's own schema. */
  static RecordReader generic(Schema writer, GenericData model) {
    return new RecordReader(new GenericDatumReader<>(writer, writer, model));
  }

  /** A reader that turns a writer's records into those of a reader's schema. */
  static RecordReader resolving(Schema writer, Schema reader, GenericData model) {
    Schema renamed = Schema.applyAliases(writer, reader);
    Schema expected = TrueValues.reading(reader, renamed);
    return new RecordReader(
        model instanceof SpecificData specific
            ? new SpecificDatumReader<>(renamed, expected, specific)
            : new GenericDatumReader<>(renamed, expected, model));
  }

  /**
   * Reads a record.
   *
   * @throws SerializationException if the bytes are not exactly one record
   */
  IndexedRecord read(byte[] bytes, int offset, int length) {
    IndexedRecord record;
    boolean ended;
    try {
      decoder = DecoderFactory.get().binaryDecoder(bytes, offset, length, decoder);
      record = reader.read(null, decoder);
      ended = decoder.isEnd();
    } catch (IOException e) {
      throw new SerializationException("the record is truncated", e);
    } catch (AvroRuntimeException | ArithmeticException | UnsupportedOperationException e) {
      throw new SerializationException("the record does not fit its schema: " + e.getMessage(), e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
      throw new SerializationException("the record is garbled: " + e.getMessage(), e);
    }
    if (!ended) {
      throw new SerializationException("bytes are left over after the record");
    }
    return record;
  }
}
