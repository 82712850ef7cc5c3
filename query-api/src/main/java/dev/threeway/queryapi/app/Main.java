package dev.threeway.queryapi.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.threeway.topology.app.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the matching engine and serves what it holds, until the process is told to stop. */
@Command(
    name = "threeway",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    description = "Runs the matching engine and answers queries from its stores.",
    footerHeading =
        "%nSettings, the first that is given counts: -D system property,"
            + " environment variable, file, default.%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped as asked",
      "1:cannot start; one line on standard error says why",
      "2:wrong command line",
      "78:a setting is not valid; one line for each on standard error",
      "143:stopped by SIGTERM, cleanly"
    })
public final class Main implements Callable<Integer> {
  private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";
  private static final int CANNOT_START = 1;
  private static final int BAD_SETTING = 78;
  private static final int HELP_WIDTH = 100;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:THREEWAY_CONFIG}",
      description = "A properties file with settings; also THREEWAY_CONFIG.")
  private Path file;

  @Spec private CommandSpec spec;

  private Main() {}

  /** The command line; see {@code --help}. */
  public static void main(String[] args) {
    // With less, on two processors and fewer, the HTTP client starts a thread for each answer.
    if (System.getProperty(COMMON_POOL) == null && Runtime.getRuntime().availableProcessors() < 3) {
      System.setProperty(COMMON_POOL, "2");
    }
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setUsageHelpWidth(HELP_WIDTH);
    commandLine.getCommandSpec().usageMessage().footer(SettingsHelp.lines());
    return commandLine;
  }

  @Override
  public Integer call() throws InterruptedException {
    QueryApi api;
    try {
      Settings settings = SettingsReader.read(file, System.getenv(), System.getProperties());
      logAt(settings.log());
      api = QueryApi.start(settings);
    } catch (SettingsException invalid) {
      return fail(invalid, BAD_SETTING);
    } catch (StartupException impossible) {
      return fail(impossible, CANNOT_START);
    } catch (KafkaException impossible) {
      // Kafka's own clients refuse a setting or an address in these words.
      return fail(
          new StartupException("Kafka's clients cannot start: " + impossible.getMessage()),
          CANNOT_START);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(api), "shutdown"));
    // From here on the process ends by a signal, or because it cannot go on; the hook does the
    // rest.
    return fail(new StartupException(api.awaitHopeless()), CANNOT_START);
  }

  private int fail(RuntimeException reason, int code) {
    reason.getMessage().lines().forEach(line -> spec.commandLine().getErr().println(line));
    spec.commandLine().getErr().flush();
    return code;
  }

  private static void logAt(LogConfig log) {
    loggers().getLogger("dev.threeway").setLevel(Level.convertAnSLF4JLevel(log.level()));
  }

  private static void stop(QueryApi api) {
    LoggerFactory.getLogger(Main.class).info("Stopping");
    api.close();
    LoggerFactory.getLogger(Main.class).info("Stopped");
    loggers().stop();
  }

  private static LoggerContext loggers() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  /** Names the build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties build = new Properties();
      try (InputStream resource = Main.class.getResourceAsStream("build.properties")) {
        build.load(resource);
      }
      return new String[] {"threeway " + build.getProperty("version")};
    }
  }
}
