package dev.threeway.schemas.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;

/**
 * Derives, from a reader's schema, the one by which a writer's values keep their worth.
 *
 * <p>Avro's schema resolution ignores logical types: a decimal that was written with scale 5 and is
 * read with scale 4 becomes ten times as much, and nothing says so. The derived schema is the
 * reader's with the writer's scale and precision wherever both have a decimal. Where only the
 * reader has one, or the two count time in other units, there is no way to tell the value: that is
 * refused.
 */
final class TrueValues {
  private record Pair(Schema reader, Schema writer) {}

  /** The records that are being derived or are done: schemas may refer to themselves. */
  private final Map<Pair, Schema> records = new HashMap<>();

  private TrueValues() {}

  /**
   * The schema to read with.
   *
   * @param writer with the reader's aliases applied
   * @throws AvroTypeException if a value would change its worth
   */
  static Schema reading(Schema reader, Schema writer) {
    return reader.equals(writer) ? reader : new TrueValues().derive(reader, writer, "");
  }

  private Schema derive(Schema reader, Schema writer, String path) {
    if (reader.getType() == Schema.Type.UNION) {
      return union(reader, writer, path);
    }
    Optional<Schema> counterpart = counterpart(reader, writer);
    if (counterpart.isEmpty()) {
      return reader;
    }
    Schema written = counterpart.get();
    return switch (reader.getType()) {
      case RECORD -> record(reader, written, path);
      case ARRAY ->
          withProperties(
              reader,
              Schema.createArray(
                  derive(reader.getElementType(), written.getElementType(), path + "[]")));
      case MAP ->
          withProperties(
              reader,
              Schema.createMap(derive(reader.getValueType(), written.getValueType(), path + "{}")));
      case BYTES, FIXED, STRING -> decimal(reader, written, path);
      case INT, LONG -> time(reader, written, path);
      default -> reader;
    };
  }

  private Schema record(Schema reader, Schema writer, String path) {
    Pair pair = new Pair(reader, writer);
    Schema known = records.get(pair);
    if (known != null) {
      return known;
    }
    Schema derived =
        Schema.createRecord(
            reader.getName(), reader.getDoc(), reader.getNamespace(), reader.isError());
    records.put(pair, derived);
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : reader.getFields()) {
      Schema.Field written = writer.getField(field.name());
      Schema schema =
          written == null
              ? field.schema()
              : derive(field.schema(), written.schema(), path + "." + field.name());
      fields.add(new Schema.Field(field, schema));
    }
    derived.setFields(fields);
    return withProperties(reader, derived);
  }

  private Schema union(Schema reader, Schema writer, String path) {
    return Schema.createUnion(
        reader.getTypes().stream()
            .map(
                branch ->
                    counterpart(branch, writer)
                        .map(written -> derive(branch, written, path))
                        .orElse(branch))
            .toList());
  }

  /** What a writer has for a reader's type: itself, or the branch of its union. */
  private static Optional<Schema> counterpart(Schema reader, Schema writer) {
    List<Schema> candidates =
        writer.getType() == Schema.Type.UNION ? writer.getTypes() : List.of(writer);
    Optional<Schema> exact =
        candidates.stream()
            .filter(candidate -> candidate.getType() == reader.getType())
            .filter(candidate -> candidate.getFullName().equals(reader.getFullName()))
            .findFirst();
    return exact
        .or(() -> candidates.stream().filter(c -> c.getType() == reader.getType()).findFirst())
        .or(() -> candidates.stream().filter(c -> promotes(c, reader)).findFirst());
  }

  private static boolean promotes(Schema writer, Schema reader) {
    return switch (reader.getType()) {
      case BYTES -> writer.getType() == Schema.Type.STRING;
      case STRING -> writer.getType() == Schema.Type.BYTES;
      case LONG -> writer.getType() == Schema.Type.INT;
      default -> false;
    };
  }

  private static Schema decimal(Schema reader, Schema writer, String path) {
    boolean readsDecimal = reader.getLogicalType() instanceof Decimal;
    boolean readsText = reader.getType() == Schema.Type.STRING;
    Decimal written = writer.getLogicalType() instanceof Decimal type ? type : null;
    if (readsDecimal && written == null) {
      throw new AvroTypeException(
          "field " + name(path) + " is read as a decimal, but written without a scale");
    }
    if (readsText && written != null) {
      throw new AvroTypeException(
          "field " + name(path) + " is read as text, but written as a decimal");
    }
    if (!readsDecimal || written.equals(reader.getLogicalType())) {
      return reader;
    }
    Schema plain =
        reader.getType() == Schema.Type.FIXED
            ? Schema.createFixed(
                reader.getName(), reader.getDoc(), reader.getNamespace(), reader.getFixedSize())
            : Schema.create(Schema.Type.BYTES);
    return written.addToSchema(plain);
  }

  private static Schema time(Schema reader, Schema writer, String path) {
    LogicalType read = reader.getLogicalType();
    LogicalType written = writer.getLogicalType();
    if (read != null && written != null && !read.getName().equals(written.getName())) {
      throw new AvroTypeException(
          "field %s is read as %s, but written as %s"
              .formatted(name(path), read.getName(), written.getName()));
    }
    return reader;
  }

  private static String name(String path) {
    return "'" + path.substring(Math.min(1, path.length())) + "'";
  }

  private static Schema withProperties(Schema original, Schema copy) {
    copy.addAllProps(original);
    return copy;
  }
}
