package dev.threeway.benchmarks.flink;

import dev.threeway.benchmarks.contender.ContenderSettings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job on a mini cluster in this process until the process is told to stop. */
final class JobProcess {
  private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);
  private static final long STOP_PATIENCE_SECONDS = 20;
  private static final int FAILED = 1;

  private JobProcess() {}

  /** Returns when the job has been cancelled; a job that fails ends the process. */
  static void run(String name, BiConsumer<StreamExecutionEnvironment, ContenderSettings> job) {
    ContenderSettings settings = ContenderSettings.fromSystemProperties();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(
            settings.threads(), FlinkSettings.of(settings, System.getProperties()));
    job.accept(environment, settings);
    try {
      JobClient client = environment.executeAsync(name);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> cancel(client), "shutdown"));
      client.getJobExecutionResult().get();
    } catch (Exception e) {
      if (ExceptionUtils.findThrowable(e, JobCancellationException.class).isEmpty()) {
        LOG.error("The job {} failed", name, e);
        Runtime.getRuntime().halt(FAILED);
      }
    }
  }

  private static void cancel(JobClient client) {
    try {
      client.cancel().get(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The job did not stop in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
