package dev.threeway.sink.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;
import java.util.function.Supplier;

/** What the worker's REST interface tells about the sinks, beside what Connect tells. */
@Path("/threeway")
public final class SinkResource {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TaskSupervisor supervisor;
  private final Supplier<Map<String, Long>> lag;

  SinkResource(TaskSupervisor supervisor, Supplier<Map<String, Long>> lag) {
    this.supervisor = supervisor;
    this.lag = lag;
  }

  /** Every task as a JSON array of {@link WatchedTask}. */
  @GET
  @Path("/sinks")
  @Produces("application/json")
  public String sinks() throws JsonProcessingException {
    return JSON.writeValueAsString(supervisor.tasks());
  }

  /** The same and the lag, for Prometheus. */
  @GET
  @Path("/metrics")
  @Produces("text/plain")
  public String metrics() {
    return SinkMetrics.page(supervisor.tasks(), lag.get());
  }
}
