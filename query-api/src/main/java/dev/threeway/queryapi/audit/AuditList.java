package dev.threeway.queryapi.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The events as a list that is paged through by key, newest first. */
final class AuditList {
  private static final Field<OffsetDateTime> OCCURRED_AT =
      DSL.field(DSL.name("occurred_at"), SQLDataType.TIMESTAMPWITHTIMEZONE(3));
  private static final Field<Long> SEQUENCE = DSL.field(DSL.name("sequence"), SQLDataType.BIGINT);

  private final ConnectionSource database;

  AuditList(ConnectionSource database) {
    this.database = database;
  }

  AuditPage page(AuditFilter filter, AuditPosition after, int limit) {
    List<AuditRow> rows = new ArrayList<>();
    try (Connection connection = database.open();
        ResultSet row =
            DSL.using(connection, SQLDialect.POSTGRES)
                .select(DSL.field(AuditRow.COLUMNS))
                .from(DSL.table(DSL.name("audit_logs")))
                .where(condition(filter))
                .and(after(after))
                .orderBy(OCCURRED_AT.desc(), SEQUENCE.desc())
                .limit(limit + 1)
                .fetchResultSet()) {
      while (row.next()) {
        rows.add(AuditRow.of(row));
      }
    } catch (SQLException failed) {
      throw new AuditUnavailableException(AuditLog.reason(failed), failed);
    } catch (DataAccessException failed) {
      throw failed.getCause() instanceof SQLException cause
          ? new AuditUnavailableException(AuditLog.reason(cause), cause)
          : failed;
    }
    boolean more = rows.size() > limit;
    List<AuditRow> shown = more ? rows.subList(0, limit) : rows;
    return new AuditPage(
        shown.stream().map(AuditList::entry).toList(), more ? position(shown) : null);
  }

  private static AuditEntry entry(AuditRow row) {
    return new AuditEntry(row.sequence(), row.event(), row.hexHash(), row.isIntact());
  }

  private static AuditPosition position(List<AuditRow> shown) {
    AuditRow last = shown.get(shown.size() - 1);
    return new AuditPosition(last.event().at(), last.sequence());
  }

  private static Condition after(AuditPosition position) {
    return position == null
        ? DSL.noCondition()
        : DSL.row(OCCURRED_AT, SEQUENCE).lt(utc(position.at()), position.sequence());
  }

  private static Condition condition(AuditFilter filter) {
    List<Condition> all = new ArrayList<>();
    if (!filter.actions().isEmpty()) {
      all.add(text("action").in(filter.actions()));
    }
    equal(all, "user_name", filter.user());
    equal(all, "address", filter.address());
    equal(all, "trace_id", filter.traceId());
    equal(all, "outcome", filter.outcome());
    if (filter.resource() != null) {
      all.add(text("resource").startsWith(filter.resource()));
    }
    if (filter.from() != null) {
      all.add(OCCURRED_AT.ge(utc(filter.from())));
    }
    if (filter.to() != null) {
      all.add(OCCURRED_AT.lt(utc(filter.to())));
    }
    return DSL.and(all);
  }

  private static void equal(List<Condition> all, String column, String value) {
    if (value != null) {
      all.add(text(column).eq(value));
    }
  }

  private static Field<String> text(String column) {
    return DSL.field(DSL.name(column), SQLDataType.CLOB);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
