package dev.threeway.queryapi.history;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * A table as a list that is paged through by key, newest first, at a bounded cost for each page.
 *
 * <p>A filter is answered in one of two ways. Where few rows can pass, they are looked up and put
 * in order ({@link #among}). Where many can, the list itself is read from the position on, a
 * bounded number of rows, and those that pass are given ({@link #scan}); the page may then be
 * short.
 */
final class KeysetList<T> {
  /** Up to so many rows are looked up one by one, rather than to read the list. */
  static final int MOST_CANDIDATES = 5_000;

  private static final String NUMBER = "row_number";
  private static final String PASSES = "passes";

  private final Table<?> table;
  private final Field<OffsetDateTime> listedAt;
  private final Field<String> id;
  private final Function<Record, T> mapper;

  KeysetList(
      Table<?> table,
      Field<OffsetDateTime> listedAt,
      Field<String> id,
      Function<Record, T> mapper) {
    this.table = table;
    this.listedAt = listedAt;
    this.id = id;
    this.mapper = mapper;
  }

  /**
   * Reads the list from a position on.
   *
   * @param indexed what an index in the order of the list holds: equality of its first column, and
   *     the range of listed_at
   * @param others any further condition
   * @param budget how many rows are looked at
   */
  HistoryPage<T> scan(
      DSLContext database,
      Condition indexed,
      Condition others,
      int budget,
      ListPosition after,
      int limit) {
    List<? extends Record> found =
        scanQuery(database, indexed, others, budget, after, limit).fetch();
    List<T> rows = new ArrayList<>();
    Record last = null;
    for (Record record : found) {
      if (rows.size() == limit) {
        return new HistoryPage<>(rows, positionOf(last), null);
      }
      if (record.get(PASSES, Boolean.class)) {
        rows.add(mapper.apply(record));
      }
      last = record;
    }
    boolean budgetSpent = last != null && last.get(NUMBER, Integer.class) == budget;
    return new HistoryPage<>(rows, budgetSpent ? positionOf(last) : null, null);
  }

  /** Gives the rows that pass, and the last that was looked at, whether it passes or not. */
  Select<? extends Record> scanQuery(
      DSLContext database,
      Condition indexed,
      Condition others,
      int budget,
      ListPosition after,
      int limit) {
    // Each level has the name of the table, so that conditions fit all of them.
    Table<?> read =
        DSL.select(table.fields())
            .from(table)
            .where(indexed)
            .and(after(after))
            .orderBy(order())
            .limit(budget)
            .asTable(table.getName());
    Field<Integer> number = DSL.rowNumber().over(DSL.orderBy(order())).as(DSL.name(NUMBER));
    List<Field<?>> columns = new ArrayList<>(List.of(table.fields()));
    columns.add(number);
    columns.add(DSL.field(others).as(PASSES));
    Table<?> judged = DSL.select(columns).from(read).asTable(table.getName());
    return database
        .select(judged.fields())
        .from(judged)
        .where(DSL.field(DSL.name(table.getName(), PASSES), SQLDataType.BOOLEAN))
        .or(DSL.field(DSL.name(table.getName(), NUMBER), SQLDataType.INTEGER).eq(budget))
        .orderBy(order())
        .limit(limit + 1);
  }

  /** Puts the rows of some ids, of which there are not many, in order. */
  HistoryPage<T> among(
      DSLContext database,
      Select<Record1<String>> ids,
      Condition all,
      ListPosition after,
      int limit) {
    List<? extends Record> found = amongQuery(database, ids, all, after, limit).fetch();
    boolean more = found.size() > limit;
    List<? extends Record> shown = more ? found.subList(0, limit) : found;
    return new HistoryPage<>(
        shown.stream().map(mapper).toList(), more ? positionOf(shown.get(limit - 1)) : null, null);
  }

  Select<? extends Record> amongQuery(
      DSLContext database,
      Select<Record1<String>> ids,
      Condition all,
      ListPosition after,
      int limit) {
    return database
        .select(table.fields())
        .from(table)
        // As an array, or else the planner might read the list and look into the ids for each row.
        .where(id.eq(DSL.any(DSL.array(ids))))
        .and(all)
        .and(after(after))
        .orderBy(order())
        .limit(limit + 1);
  }

  /** Every row that passes, for a cursor. */
  Select<? extends Record> everything(DSLContext database, Condition all) {
    return database.select(table.fields()).from(table).where(all).orderBy(order());
  }

  T map(Record row) {
    return mapper.apply(row);
  }

  /** Whether so few rows pass that they can be looked up one by one. */
  static boolean isFew(DSLContext database, Select<Record1<String>> ids) {
    return countQuery(database, ids).fetchSingle().value1() <= MOST_CANDIDATES;
  }

  /** How many rows pass, counted no further than it matters. */
  static Select<Record1<Integer>> countQuery(DSLContext database, Select<Record1<String>> ids) {
    return database
        .selectCount()
        .from(DSL.selectFrom(ids.asTable("ids")).limit(MOST_CANDIDATES + 1).asTable("few"));
  }

  Condition within(Instant from, Instant to) {
    Condition range = DSL.noCondition();
    if (from != null) {
      range = range.and(listedAt.ge(utc(from)));
    }
    return to == null ? range : range.and(listedAt.lt(utc(to)));
  }

  private Condition after(ListPosition position) {
    return position == null
        ? DSL.noCondition()
        : DSL.row(listedAt, id).lt(utc(position.listedAt()), position.id());
  }

  private List<SortField<?>> order() {
    return List.of(listedAt.desc(), id.desc());
  }

  private ListPosition positionOf(Record row) {
    return new ListPosition(row.get(listedAt).toInstant(), row.get(id));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
