package dev.threeway.topology.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Says in which fields a report contradicts the leg on file: {@code amount 100.00 | 120.00}. */
final class ConflictText {
  private record Field(String name, Function<Leg, Object> value, Function<Leg, Object> text) {
    Field(String name, Function<Leg, Object> value) {
      this(name, value, value);
    }
  }

  private static final List<Field> FIELDS =
      List.of(
          new Field("amount", Leg::amount, Comparison::amountText),
          new Field("currency", Leg::currency),
          new Field("status", Leg::status),
          new Field("event_time", Leg::eventTime, Comparison::timeText),
          new Field("account_id", Leg::accountId),
          new Field("bank_code", Leg::bankCode),
          new Field("channel", Leg::channel),
          new Field("transaction_type", Leg::transactionType),
          new Field("reference_number", Leg::referenceNumber),
          new Field("description", Leg::description));

  private ConflictText() {}

  /** The fields that differ, as {@code name on-file | reported}, in the order of the schema. */
  static String of(Leg onFile, Leg conflict) {
    List<String> differences = new ArrayList<>();
    for (Field field : FIELDS) {
      if (!Objects.equals(field.value().apply(onFile), field.value().apply(conflict))) {
        differences.add(
            field.name() + " " + field.text().apply(onFile) + " | " + field.text().apply(conflict));
      }
    }
    return String.join("; ", differences);
  }
}
