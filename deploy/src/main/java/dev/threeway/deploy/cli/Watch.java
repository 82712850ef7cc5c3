package dev.threeway.deploy.cli;

import dev.threeway.deploy.check.PipelineFigures;
import dev.threeway.deploy.check.PipelineFigures.Figures;
import dev.threeway.deploy.stack.Addresses;
import dev.threeway.deploy.stack.PartFailedException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how a stack gets on, until one of its parts dies. */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final int POLL_MILLIS = 1_000;

  private final Addresses addresses;
  private final CompletableFuture<PartFailedException> death;
  private final LiveLine line;

  Watch(Addresses addresses, CompletableFuture<PartFailedException> death, LiveLine line) {
    this.addresses = addresses;
    this.death = death;
    this.line = line;
  }

  /** Returns the failure that has ended it. */
  PartFailedException untilAPartDies() throws InterruptedException, SQLException {
    try (PipelineFigures figures = new PipelineFigures(addresses)) {
      while (true) {
        show(figures);
        try {
          return death.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException allIsWell) {
          LOG.trace("every part runs");
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  private void show(PipelineFigures figures) throws InterruptedException {
    try {
      line.show(text(figures.read()));
    } catch (SQLException | ExecutionException e) {
      // A part that has just died is reported by its name a moment later.
      LOG.info("no figures: {}", e.getMessage());
    }
  }

  private static String text(Figures figures) {
    Map<String, Long> results = figures.results();
    String breaks =
        figures.openBreaks().entrySet().stream()
            .map(one -> "%s %d".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "  %,d legs in, %,d to be read; %,d transactions decided; open breaks: %s",
        figures.legs(),
        figures.lag(),
        results.values().stream().mapToLong(Long::longValue).sum(),
        breaks.isEmpty() ? "none" : breaks);
  }
}
