package dev.threeway.queryapi.history;

import static dev.threeway.queryapi.history.generated.Tables.MISMATCHES;
import static dev.threeway.queryapi.history.generated.Tables.MISMATCH_VERSIONS;

import dev.threeway.queryapi.history.generated.tables.Mismatches;
import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Resolution;
import dev.threeway.schemas.records.Severity;
import dev.threeway.schemas.records.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** The breaks, open and closed, newest first; and every version of one. */
final class MismatchList {
  /** How many rows a page looks at. */
  static final int BUDGET = 10_000;

  /** A break that has more versions shows its newest. */
  static final int MOST_VERSIONS = 1_000;

  private static final Mismatches BREAKS = MISMATCHES;

  private static final KeysetList<BreakRow> LIST =
      new KeysetList<>(BREAKS, BREAKS.LISTED_AT, BREAKS.MISMATCH_ID, MismatchList::row);

  private MismatchList() {}

  static HistoryPage<BreakRow> page(
      DSLContext database, MismatchFilter filter, ListPosition after, int limit) {
    for (Select<Record1<String>> ids : waysIn(filter)) {
      if (KeysetList.isFew(database, ids)) {
        return LIST.among(database, ids, everythingOf(filter), after, limit);
      }
    }
    return LIST.scan(database, indexed(filter), others(filter), BUDGET, after, limit);
  }

  /** The statements that a page takes, for whoever wants to see their plans. */
  static List<Select<? extends Record>> statements(
      DSLContext database, MismatchFilter filter, ListPosition after, int limit) {
    List<Select<? extends Record>> statements = new ArrayList<>();
    for (Select<Record1<String>> ids : waysIn(filter)) {
      statements.add(KeysetList.countQuery(database, ids));
      if (KeysetList.isFew(database, ids)) {
        statements.add(LIST.amongQuery(database, ids, everythingOf(filter), after, limit));
        return statements;
      }
    }
    statements.add(LIST.scanQuery(database, indexed(filter), others(filter), BUDGET, after, limit));
    return statements;
  }

  static void stream(
      DSLContext database, MismatchFilter filter, int fetchSize, Consumer<BreakRow> rows) {
    try (Cursor<? extends Record> cursor =
        LIST.everything(database, everythingOf(filter)).fetchSize(fetchSize).fetchLazy()) {
      cursor.forEach(row -> rows.accept(LIST.map(row)));
    }
  }

  /** The versions of a break, oldest first; empty if there is no such break. */
  static List<BreakRow> versions(DSLContext database, String mismatchId) {
    List<BreakRow> newestFirst =
        database
            .select(MISMATCH_VERSIONS.fields())
            .from(MISMATCH_VERSIONS)
            .where(MISMATCH_VERSIONS.MISMATCH_ID.eq(mismatchId))
            .orderBy(MISMATCH_VERSIONS.VERSION.desc())
            .limit(MOST_VERSIONS)
            .fetch(MismatchList::row);
    List<BreakRow> versions = new ArrayList<>(newestFirst);
    Collections.reverse(versions);
    return versions;
  }

  private static List<Select<Record1<String>>> waysIn(MismatchFilter filter) {
    List<Select<Record1<String>>> ways = new ArrayList<>();
    if (filter.text() != null) {
      ways.add(ids(Prefix.startsWith(BREAKS.TXN_ID, filter.text())));
    }
    if (filter.currency() != null && (filter.minAtRisk() != null || filter.maxAtRisk() != null)) {
      ways.add(ids(BREAKS.CURRENCY.eq(filter.currency()).and(atRisk(filter))));
    }
    return ways;
  }

  private static Select<Record1<String>> ids(Condition condition) {
    return DSL.select(BREAKS.MISMATCH_ID).from(BREAKS).where(condition);
  }

  private static Condition everythingOf(MismatchFilter filter) {
    return indexed(filter).and(others(filter));
  }

  /** The one equality that an index begins with: of several, the one that lets fewest pass. */
  private static Condition indexed(MismatchFilter filter) {
    Condition range = LIST.within(filter.from(), filter.to());
    if (filter.types().size() == 1) {
      return isOneOf(BREAKS.TYPE, filter.types()).and(range);
    }
    if (filter.severities().size() == 1) {
      return isOneOf(BREAKS.SEVERITY, filter.severities()).and(range);
    }
    return filter.state() == null ? range : BREAKS.STATE.eq(filter.state().name()).and(range);
  }

  private static Condition others(MismatchFilter filter) {
    Condition others = DSL.trueCondition();
    if (filter.types().size() > 1) {
      others = others.and(isOneOf(BREAKS.TYPE, filter.types()));
    }
    if (!filter.severities().isEmpty()) {
      others = others.and(isOneOf(BREAKS.SEVERITY, filter.severities()));
    }
    if (filter.state() != null) {
      others = others.and(BREAKS.STATE.eq(filter.state().name()));
    }
    if (!filter.sources().isEmpty()) {
      others =
          others.and(
              DSL.or(
                  filter.sources().stream()
                      .map(source -> DSL.val(source.name()).eq(DSL.any(BREAKS.DEVIATING)))
                      .toList()));
    }
    if (filter.currency() != null) {
      others = others.and(BREAKS.CURRENCY.eq(filter.currency()));
    }
    others = others.and(atRisk(filter));
    return filter.text() == null
        ? others
        : others.and(Prefix.startsWith(BREAKS.TXN_ID, filter.text()));
  }

  private static Condition isOneOf(Field<String> column, Set<? extends Enum<?>> values) {
    List<String> names = values.stream().map(Enum::name).toList();
    return names.size() == 1 ? column.eq(names.get(0)) : column.in(names);
  }

  private static Condition atRisk(MismatchFilter filter) {
    Condition atRisk = DSL.noCondition();
    if (filter.minAtRisk() != null) {
      atRisk = atRisk.and(BREAKS.AMOUNT_AT_RISK.ge(filter.minAtRisk()));
    }
    return filter.maxAtRisk() == null
        ? atRisk
        : atRisk.and(BREAKS.AMOUNT_AT_RISK.le(filter.maxAtRisk()));
  }

  /** Both tables name their columns alike. */
  private static BreakRow row(Record row) {
    String missing = row.get(BREAKS.MISSING_SOURCE.getUnqualifiedName(), String.class);
    String resolution = row.get(BREAKS.RESOLUTION.getUnqualifiedName(), String.class);
    return new BreakRow(
        text(row, "mismatch_id"),
        row.get("version", Integer.class),
        text(row, "txn_id"),
        BreakType.valueOf(text(row, "type")),
        missing == null ? null : Source.valueOf(missing),
        BreakState.valueOf(text(row, "state")),
        resolution == null ? null : Resolution.valueOf(resolution),
        Severity.valueOf(text(row, "severity")),
        text(row, "core_value"),
        text(row, "gateway_value"),
        text(row, "mobile_value"),
        Arrays.stream(row.get("deviating", String[].class)).map(Source::valueOf).toList(),
        row.get("amount_at_risk", BigDecimal.class),
        text(row, "currency"),
        instant(row, "window_start"),
        instant(row, "deadline"),
        instant(row, "detected_at"),
        instant(row, "resolved_at"),
        text(row, "rule_version"),
        List.of(row.get("evidence", String[].class)));
  }

  private static String text(Record row, String column) {
    return row.get(column, String.class);
  }

  private static Instant instant(Record row, String column) {
    OffsetDateTime time = row.get(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
