package dev.threeway.deploy.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The databases, and who may come to each: nobody but its owner and whoever is named here. */
final class DatabaseSteps {
  /** The user of the registry, who owns the registry's database and may come to no other. */
  static final String REGISTRY_USER = "registry";

  private static final String HISTORY = "reconciliation";

  /** Of a database that was made when the registry was no user of its own. */
  private static final String GIVE_TABLES =
      """
      DO $$
      DECLARE
        one record;
      BEGIN
        FOR one IN
          SELECT c.oid::regclass AS name FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'S')
              AND pg_get_userbyid(c.relowner) <> '%1$s'
            ORDER BY c.relkind DESC
        LOOP
          EXECUTE format('ALTER TABLE %%s OWNER TO %1$s', one.name);
        END LOOP;
      END $$
      """
          .formatted(REGISTRY_USER);

  private DatabaseSteps() {}

  /** Creates the databases that are not there. */
  static void create(Addresses addresses) throws SQLException {
    try (Connection connection = connect(addresses, "postgres");
        Statement statement = connection.createStatement()) {
      if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", REGISTRY_USER)) {
        statement.execute("CREATE ROLE %s LOGIN".formatted(REGISTRY_USER));
      }
      create(connection, HISTORY, Addresses.POSTGRES_USER);
      create(connection, RegistryPart.DATABASE, REGISTRY_USER);
    }
    try (Connection connection = connect(addresses, RegistryPart.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(GIVE_TABLES);
    }
  }

  private static void create(Connection connection, String database, String owner)
      throws SQLException {
    boolean isThere = exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          (isThere ? "ALTER DATABASE %s OWNER TO %s" : "CREATE DATABASE %s OWNER %s")
              .formatted(database, owner));
      statement.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database));
    }
  }

  /** Lets roles come to the history; what they may do there is said by its migrations. */
  static void admitToHistory(Statement statement, String roles) throws SQLException {
    statement.execute("GRANT CONNECT ON DATABASE %s TO %s".formatted(HISTORY, roles));
  }

  static Connection connect(Addresses addresses, String database) throws SQLException {
    return DriverManager.getConnection(
        addresses.jdbcUrl(database, Identity.INSTALLER), Addresses.POSTGRES_USER, null);
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }
}
