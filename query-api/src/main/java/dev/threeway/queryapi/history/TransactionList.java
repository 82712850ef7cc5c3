package dev.threeway.queryapi.history;

import static dev.threeway.queryapi.history.generated.Tables.RAW_EVENTS;
import static dev.threeway.queryapi.history.generated.Tables.RECONCILIATION_RESULTS;

import dev.threeway.queryapi.history.generated.tables.RawEvents;
import dev.threeway.queryapi.history.generated.tables.ReconciliationResults;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** The results, newest first. */
final class TransactionList {
  /** How many rows a page looks at. */
  static final int BUDGET = 10_000;

  /** The same where the legs of each row have to be looked up. */
  static final int BUDGET_WITH_LEGS = 2_000;

  private static final ReconciliationResults RESULTS = RECONCILIATION_RESULTS;
  private static final RawEvents LEGS = RAW_EVENTS;

  /** So much of a text is in its index; a valid one is not longer. */
  private static final int INDEXED_LENGTH = 128;

  private static final int FRESHEST = 1_000;

  private static final KeysetList<ResultRow> LIST =
      new KeysetList<>(RESULTS, RESULTS.LISTED_AT, RESULTS.TXN_ID, TransactionList::row);

  private TransactionList() {}

  static HistoryPage<ResultRow> page(
      DSLContext database, TransactionFilter filter, ListPosition after, int limit) {
    for (Select<Record1<String>> ids : waysIn(filter)) {
      if (KeysetList.isFew(database, ids)) {
        return LIST.among(database, ids, everythingOf(filter), after, limit);
      }
    }
    return LIST.scan(database, indexed(filter), others(filter), budget(filter), after, limit);
  }

  /** The statements that a page takes, for whoever wants to see their plans. */
  static List<Select<? extends Record>> statements(
      DSLContext database, TransactionFilter filter, ListPosition after, int limit) {
    List<Select<? extends Record>> statements = new ArrayList<>();
    for (Select<Record1<String>> ids : waysIn(filter)) {
      statements.add(KeysetList.countQuery(database, ids));
      if (KeysetList.isFew(database, ids)) {
        statements.add(LIST.amongQuery(database, ids, everythingOf(filter), after, limit));
        return statements;
      }
    }
    statements.add(
        LIST.scanQuery(database, indexed(filter), others(filter), budget(filter), after, limit));
    return statements;
  }

  static void stream(
      DSLContext database, TransactionFilter filter, int fetchSize, Consumer<ResultRow> rows) {
    try (Cursor<? extends Record> cursor =
        LIST.everything(database, everythingOf(filter)).fetchSize(fetchSize).fetchLazy()) {
      cursor.forEach(row -> rows.accept(LIST.map(row)));
    }
  }

  /** The newest decision among the newest rows; null if there is none. */
  static Instant freshest(DSLContext database) {
    Field<OffsetDateTime> decidedAt = RESULTS.DECIDED_AT;
    OffsetDateTime newest =
        database
            .select(DSL.max(decidedAt))
            .from(
                DSL.select(decidedAt)
                    .from(RESULTS)
                    .orderBy(RESULTS.LISTED_AT.desc(), RESULTS.TXN_ID.desc())
                    .limit(FRESHEST)
                    .asTable(RESULTS.getName()))
            .fetchOneInto(OffsetDateTime.class);
    return newest == null ? null : newest.toInstant();
  }

  private static int budget(TransactionFilter filter) {
    return filter.account() == null && filter.text() == null ? BUDGET : BUDGET_WITH_LEGS;
  }

  /** The ids that pass a condition that may let only few pass. */
  private static List<Select<Record1<String>>> waysIn(TransactionFilter filter) {
    List<Select<Record1<String>>> ways = new ArrayList<>();
    if (filter.account() != null) {
      ways.add(legs(isAccount(filter.account())));
    }
    if (filter.text() != null) {
      Select<Record1<String>> way =
          DSL.select(RESULTS.TXN_ID)
              .from(RESULTS)
              .where(Prefix.startsWith(RESULTS.TXN_ID, filter.text()))
              .unionAll(legs(referenceBegins(filter.text())));
      ways.add(
          filter.textOfAccounts()
              ? way.unionAll(legs(Prefix.startsWith(indexed(LEGS.ACCOUNT_ID), filter.text())))
              : way);
    }
    if (filter.currency() != null && (filter.minAmount() != null || filter.maxAmount() != null)) {
      ways.add(
          DSL.select(RESULTS.TXN_ID)
              .from(RESULTS)
              .where(RESULTS.CURRENCY.eq(filter.currency()))
              .and(amount(filter)));
    }
    return ways;
  }

  private static Select<Record1<String>> legs(Condition condition) {
    return DSL.select(LEGS.TXN_ID).from(LEGS).where(condition);
  }

  private static Condition everythingOf(TransactionFilter filter) {
    return indexed(filter).and(others(filter));
  }

  private static Condition indexed(TransactionFilter filter) {
    Condition range = LIST.within(filter.from(), filter.to());
    return filter.status() == null ? range : RESULTS.STATUS.eq(filter.status().name()).and(range);
  }

  private static Condition others(TransactionFilter filter) {
    Condition others = DSL.trueCondition();
    if (filter.source() != null) {
      others = others.and(has(filter.source()));
    }
    if (filter.missingSource() != null) {
      others = others.andNot(has(filter.missingSource()));
    }
    if (filter.currency() != null) {
      others = others.and(RESULTS.CURRENCY.eq(filter.currency()));
    }
    others = others.and(amount(filter));
    if (filter.account() != null) {
      others = others.and(aLeg(isAccount(filter.account())));
    }
    if (filter.text() != null) {
      others =
          others.and(Prefix.startsWith(RESULTS.TXN_ID, filter.text()).or(aLeg(legBegins(filter))));
    }
    return others;
  }

  private static Condition amount(TransactionFilter filter) {
    Condition amount = DSL.noCondition();
    if (filter.minAmount() != null) {
      amount = amount.and(RESULTS.AMOUNT.ge(filter.minAmount()));
    }
    return filter.maxAmount() == null ? amount : amount.and(RESULTS.AMOUNT.le(filter.maxAmount()));
  }

  private static Condition has(Source source) {
    return DSL.condition(
        switch (source) {
          case CORE -> RESULTS.HAS_CORE;
          case GATEWAY -> RESULTS.HAS_GATEWAY;
          case MOBILE -> RESULTS.HAS_MOBILE;
          case UNKNOWN -> DSL.inline(false);
        });
  }

  private static Condition aLeg(Condition condition) {
    return DSL.exists(
        DSL.selectOne().from(LEGS).where(LEGS.TXN_ID.eq(RESULTS.TXN_ID)).and(condition));
  }

  private static Condition isAccount(String account) {
    return indexed(LEGS.ACCOUNT_ID).eq(account).and(LEGS.ACCOUNT_ID.eq(account));
  }

  private static Condition legBegins(TransactionFilter filter) {
    Condition reference = referenceBegins(filter.text());
    return filter.textOfAccounts()
        ? Prefix.startsWith(indexed(LEGS.ACCOUNT_ID), filter.text()).or(reference)
        : reference;
  }

  private static Condition referenceBegins(String text) {
    return Prefix.startsWith(indexed(LEGS.REFERENCE_NUMBER), text)
        .and(LEGS.REFERENCE_NUMBER.isNotNull());
  }

  private static Field<String> indexed(Field<String> text) {
    return DSL.left(text, DSL.inline(INDEXED_LENGTH));
  }

  private static ResultRow row(Record row) {
    List<Source> sources = new ArrayList<>();
    if (row.get(RESULTS.HAS_CORE)) {
      sources.add(Source.CORE);
    }
    if (row.get(RESULTS.HAS_GATEWAY)) {
      sources.add(Source.GATEWAY);
    }
    if (row.get(RESULTS.HAS_MOBILE)) {
      sources.add(Source.MOBILE);
    }
    return new ResultRow(
        row.get(RESULTS.TXN_ID),
        row.get(RESULTS.VERSION),
        GroupStatus.valueOf(row.get(RESULTS.STATUS)),
        sources,
        row.get(RESULTS.AMOUNT),
        row.get(RESULTS.CURRENCY),
        row.get(RESULTS.OPEN_BREAKS),
        row.get(RESULTS.FIRST_EVENT_TIME).toInstant(),
        row.get(RESULTS.LAST_EVENT_TIME).toInstant(),
        row.get(RESULTS.DEADLINE).toInstant(),
        row.get(RESULTS.DECIDED_AT).toInstant(),
        row.get(RESULTS.RULE_VERSION),
        row.get(RESULTS.LISTED_AT).toInstant());
  }
}
