package dev.threeway.deploy.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker of one node that is its own controller. Formats its storage at the first start, which
 * saves a JVM of its own for that.
 */
public final class BrokerMain {
  /** The exit code of a broker that could not start. */
  private static final int CANNOT_START = 3;

  private static final Logger LOG = LoggerFactory.getLogger(BrokerMain.class);

  private BrokerMain() {}

  /**
   * Runs until it is told to stop.
   *
   * @param args the path of a server.properties file
   */
  public static void main(String[] args) {
    if (args.length != 1) {
      LOG.error("Give the path of the broker's server.properties and nothing else");
      Runtime.getRuntime().halt(CANNOT_START);
    }
    try {
      Properties settings = read(Path.of(args[0]));
      formatOnce(settings);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
      server.startup();
      Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
      server.awaitShutdown();
    } catch (Throwable e) {
      // A taken port throws here, but the threads that are already running keep the JVM alive.
      LOG.error("The broker cannot start: {}", e.getMessage(), e);
      Runtime.getRuntime().halt(CANNOT_START);
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      settings.load(reader);
    }
    return settings;
  }

  private static void formatOnce(Properties settings) throws Exception {
    String directory = settings.getProperty("log.dirs");
    if (Files.exists(Path.of(directory, "meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(directory)
        .setMetadataLogDirectory(directory)
        .setControllerListenerName(settings.getProperty("controller.listener.names"))
        .setIgnoreFormatted(true)
        .run();
  }
}
