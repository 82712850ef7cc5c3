package dev.threeway.sink.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong before a worker has taken anything; the rest is tested with a real worker. */
class ConnectInstallerTest {
  private static final Duration NO_PATIENCE = Duration.ZERO;
  private static final ConnectorSet CONNECTORS =
      ConnectorSet.debezium(
          SinkVariables.withSecretsFile(
              "jdbc:postgresql://127.0.0.1:1/d", Path.of("/s.properties"), "http://127.0.0.1:1"));

  @Test
  void aWorkerThatIsNotThereIsNamed() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    String message = "Kafka Connect does not answer at %s (ConnectException): ".formatted(nobody);
    assertThatThrownBy(
            () -> new ConnectInstaller(ConnectAddress.of(nobody), NO_PATIENCE).install(CONNECTORS))
        .isInstanceOf(InstallException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
    assertThatThrownBy(
            () ->
                ConnectInstaller.status(ConnectAddress.of(nobody), List.of("threeway-mismatches")))
        .isInstanceOf(InstallException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void somethingElseThanConnectIsNamed() throws IOException {
    try (Answering other = new Answering(404, "<html>not here</html>")) {
      assertThatThrownBy(
              () ->
                  new ConnectInstaller(ConnectAddress.of(other.uri()), NO_PATIENCE)
                      .install(CONNECTORS))
          .isInstanceOf(InstallException.class)
          .hasMessage(
              "what answers at %s is no Kafka Connect that is ready: status 404"
                  .formatted(other.uri()));
    }
  }

  @Test
  void everyMissingPluginIsNamed() throws IOException {
    String plugins =
        """
        [{"class":"io.debezium.connector.jdbc.JdbcSinkConnector","type":"sink"},
         {"class":"org.apache.kafka.connect.storage.StringConverter","type":"converter"},
         {"class":"org.apache.kafka.connect.converters.ByteArrayConverter","type":"header_converter"},
         {"class":"org.apache.kafka.connect.transforms.InsertField$Value","type":"transformation"}]
        """;
    try (Answering worker = new Answering(200, plugins)) {
      assertThatThrownBy(
              () ->
                  new ConnectInstaller(ConnectAddress.of(worker.uri()), NO_PATIENCE)
                      .install(CONNECTORS))
          .isInstanceOf(InstallException.class)
          .hasMessageStartingWith(
              "Kafka Connect at %s has no plugin dev.threeway.sink.converter.AvroConverter and no dev.threeway.sink.converter.DropHeaders: put it into"
                  .formatted(worker.uri()));
    }
  }

  @Test
  void theInnermostCauseOfATraceIsItsReason() {
    String trace =
        """
        org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask
        \tat org.apache.kafka.connect.runtime.WorkerSinkTask.deliverMessages(WorkerSinkTask.java:632)
        Caused by: org.apache.kafka.connect.errors.ConnectException: JDBC sink connector failure
        \t... 10 more
        Caused by: org.postgresql.util.PSQLException: FATAL: the database system is shutting down
        \t... 22 more
        """;
    assertThat(Lines.innermostCause(trace))
        .isEqualTo(
            "org.postgresql.util.PSQLException: FATAL: the database system is shutting down");
    assertThat(Lines.innermostCause("java.lang.OutOfMemoryError: Java heap space\n\tat A.b"))
        .isEqualTo("java.lang.OutOfMemoryError: Java heap space");
  }

  /** Answers everything the same. */
  private static final class Answering implements AutoCloseable {
    private final HttpServer server;

    Answering(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
