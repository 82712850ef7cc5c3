package dev.threeway.sink.migrations;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Makes the tables that the sinks fill, or brings them up to date. */
public final class Migrations {
  /** Where the scripts are on the class path. */
  public static final String LOCATION = "classpath:migrations";

  private static final Pattern QUERY = Pattern.compile("\\?.*");
  private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

  private Migrations() {}

  /**
   * Applies every migration that the database has not had yet. Safe to call again, and at the same
   * time from several processes: one does the work, the others wait for it.
   *
   * @param jdbcUrl an existing PostgreSQL database; the tables go to its schema {@code public}
   * @param user a role that may create tables there
   * @param password the role's password; null where none is asked for
   * @return how many migrations were applied
   * @throws MigrationException if the database cannot be reached, refuses the role, or holds tables
   *     that these migrations did not make; the message names the database and the cause in one
   *     line, without the password
   */
  public static int migrate(String jdbcUrl, String user, String password) {
    try {
      MigrateResult result =
          Flyway.configure(Migrations.class.getClassLoader())
              .dataSource(jdbcUrl, user, password)
              .locations(LOCATION)
              .defaultSchema("public")
              .cleanDisabled(true)
              .validateMigrationNaming(true)
              .load()
              .migrate();
      return result.migrationsExecuted;
    } catch (FlywayException e) {
      throw new MigrationException(
          "cannot migrate the database at %s: %s"
              .formatted(QUERY.matcher(jdbcUrl).replaceFirst(""), cause(e)),
          e);
    }
  }

  /** The database's own words where it has spoken, else Flyway's; on one line. */
  private static String cause(FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return oneLine(cause.getMessage());
      }
    }
    return oneLine(failure.getMessage());
  }

  private static String oneLine(String message) {
    return message == null
        ? "no reason given"
        : LINE_BREAKS.matcher(message.strip()).replaceAll("; ");
  }
}
