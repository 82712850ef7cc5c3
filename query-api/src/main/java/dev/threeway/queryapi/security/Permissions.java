package dev.threeway.queryapi.security;

import static dev.threeway.queryapi.security.Permission.ADMIN;
import static dev.threeway.queryapi.security.Permission.AUDIT;
import static dev.threeway.queryapi.security.Permission.EXPORT;
import static dev.threeway.queryapi.security.Permission.PUBLIC;
import static dev.threeway.queryapi.security.Permission.READ;
import static dev.threeway.queryapi.security.Permission.SIGNED_IN;
import static dev.threeway.queryapi.security.Permission.STATISTICS;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table of permissions: what is not in it is denied. */
public final class Permissions {
  private static final String GET = "GET";

  /** Fields that show what a source has reported: of an ACCOUNT or DUPLICATE break, account ids. */
  private static final String[] BREAK_VALUES = {"core_value", "gateway_value", "mobile_value"};

  /** Every row, one for each route: a path by a method. */
  public static final List<Grant> TABLE =
      List.of(
          Grant.of(GET, "/api/v1/transactions", READ).keeping("account"),
          Grant.of(GET, "/api/v1/transactions/pending", READ),
          Grant.of(GET, "/api/v1/transactions/stats", STATISTICS),
          Grant.of(GET, "/api/v1/transactions/{txn_id}", READ)
              .masking(
                  "account_id", "description", BREAK_VALUES[0], BREAK_VALUES[1], BREAK_VALUES[2]),
          Grant.of(GET, "/api/v1/mismatches", READ).masking(BREAK_VALUES).keeping("account"),
          Grant.of(GET, "/api/v1/mismatches/stats", STATISTICS),
          Grant.of(GET, "/api/v1/mismatches/{mismatch_id}", READ).masking(BREAK_VALUES),
          Grant.of(GET, "/api/v1/stats/timeseries", READ),
          Grant.of(GET, "/api/v1/control-totals", STATISTICS),
          Grant.of(GET, "/api/v1/stream", READ).masking(BREAK_VALUES),
          Grant.of(GET, "/api/v1/export/mismatches", EXPORT).masking(BREAK_VALUES),
          Grant.of(GET, "/api/v1/export/transactions", EXPORT).keeping("account"),
          Grant.of(GET, "/api/v1/audit", AUDIT),
          Grant.of(GET, "/api/v1/admin/instances", ADMIN),
          Grant.of(GET, "/api/v1/admin/system-health", ADMIN),
          Grant.of(GET, "/api/v1/admin/rules", ADMIN),
          Grant.of(GET, "/api/v1/me", SIGNED_IN),
          Grant.of(GET, "/livez", PUBLIC),
          Grant.of(GET, "/readyz", PUBLIC),
          Grant.of(GET, "/startupz", PUBLIC),
          Grant.of(GET, "/metrics", PUBLIC),
          Grant.of(GET, "/openapi.yaml", PUBLIC),
          Grant.of(GET, "/docs", PUBLIC),
          Grant.of(GET, "/docs/{file}", PUBLIC));

  private Permissions() {}

  /** The row of a route; empty if there is none, which means that nobody may use it. */
  public static Optional<Grant> of(String method, String path) {
    return TABLE.stream()
        .filter(row -> row.method().equals(method) && row.path().equals(path))
        .findFirst();
  }

  /** What a caller has beyond being signed in, in the order of the roles. */
  public static List<Permission> of(Caller caller) {
    return Arrays.stream(Permission.values())
        .filter(permission -> permission.least().isPresent() && permission.isGivenTo(caller))
        .toList();
  }
}
