package dev.threeway.schemas.catalog;

import dev.threeway.schemas.wire.CompatibilityLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Finds what a change of a schema would break for those who hold another version of it. */
final class CompatibilityGate {
  private CompatibilityGate() {}

  /** What breaks between the present schema and an earlier one; empty if nothing does. */
  static List<String> violations(Schema present, Schema earlier, CompatibilityLevel level) {
    List<String> violations = new ArrayList<>();
    if (level.readsOlder()) {
      unreadable(present, earlier)
          .forEach(reason -> violations.add("cannot read what it wrote: " + reason));
    }
    if (level.readByOlder()) {
      unreadable(earlier, present)
          .forEach(reason -> violations.add("it cannot read what is written: " + reason));
    }
    violations.addAll(changedValues(present, earlier));
    return violations;
  }

  private static List<String> unreadable(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(
            reason -> reason.getType() + " at " + reason.getLocation() + ": " + reason.getMessage())
        .toList();
  }

  /** Avro's own check knows nothing of scales and units, on which the worth of a value hangs. */
  private static List<String> changedValues(Schema present, Schema earlier) {
    Map<String, String> before = units(earlier);
    Map<String, String> after = units(present);
    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String> unit : before.entrySet()) {
      String now = after.get(unit.getKey());
      if (now != null && !now.equals(unit.getValue())) {
        changed.add(
            "field '%s' changed from %s to %s".formatted(unit.getKey(), unit.getValue(), now));
      }
    }
    return changed;
  }

  private static Map<String, String> units(Schema schema) {
    Map<String, String> units = new TreeMap<>();
    collect(schema, "", units, Collections.newSetFromMap(new IdentityHashMap<>()));
    return units;
  }

  private static void collect(
      Schema schema, String path, Map<String, String> units, Set<Schema> seen) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema)) {
          for (Schema.Field field : schema.getFields()) {
            String name = path.isEmpty() ? field.name() : path + "." + field.name();
            collect(field.schema(), name, units, seen);
          }
        }
      }
      case ARRAY -> collect(schema.getElementType(), path + "[]", units, seen);
      case MAP -> collect(schema.getValueType(), path + "{}", units, seen);
      case UNION -> {
        for (Schema branch : schema.getTypes()) {
          if (branch.getType() != Schema.Type.NULL) {
            collect(branch, path, units, seen);
          }
        }
      }
      default -> units.merge(path, unit(schema), (a, b) -> a + "|" + b);
    }
  }

  private static String unit(Schema schema) {
    LogicalType type = schema.getLogicalType();
    if (type instanceof Decimal decimal) {
      return "decimal(%d,%d)".formatted(decimal.getPrecision(), decimal.getScale());
    }
    return type == null ? "no logical type" : type.getName();
  }
}
