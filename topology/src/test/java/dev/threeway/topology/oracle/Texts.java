package dev.threeway.topology.oracle;

import dev.threeway.schemas.records.TransactionEvent;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/** How the values of a leg are written on a break. */
final class Texts {
  private Texts() {}

  /** With the decimals of its currency. */
  static String amount(TransactionEvent leg) {
    int decimals = Validity.DECIMALS.get(leg.getCurrency());
    return leg.getAmount().setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
  }

  static String eventTime(TransactionEvent leg) {
    return History.iso(leg.getEventTime().toEpochMilli());
  }

  /** Every field that differs, but for the name of the event: on file, then reported. */
  static String differences(TransactionEvent onFile, TransactionEvent reported) {
    List<String> differences =
        onFile.getSchema().getFields().stream()
            .filter(field -> !field.name().equals("event_id"))
            .filter(field -> !Objects.equals(onFile.get(field.pos()), reported.get(field.pos())))
            .map(
                field ->
                    "%s %s | %s"
                        .formatted(field.name(), text(onFile, field), text(reported, field)))
            .toList();
    return String.join("; ", differences);
  }

  private static String text(TransactionEvent leg, Schema.Field field) {
    return switch (field.name()) {
      case "amount" -> amount(leg);
      case "event_time" -> eventTime(leg);
      default -> Objects.toString(leg.get(field.pos()), "null");
    };
  }
}
