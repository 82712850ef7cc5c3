package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.DriverEngine;
import io.javalin.http.HandlerType;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractTest {
  @Test
  void everyRouteIsInTheContractAndEveryOperationOfTheContractIsARoute() {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING)) {
      Set<String> routes =
          Stream.of(api.server().javalin(), api.metricsServer().javalin())
              .flatMap(server -> server.unsafe.internalRouter.allHttpHandlers().stream())
              .map(parsed -> parsed.endpoint)
              .filter(endpoint -> endpoint.method.isHttpMethod())
              // HEAD is GET without its body: the contract says so once.
              .filter(endpoint -> !endpoint.method.equals(HandlerType.HEAD))
              .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(routes).isNotEmpty().isEqualTo(new ApiContract().operations());
    }
  }

  @Test
  void theContractIsServedAsItIs() throws Exception {
    try (DriverEngine engine = new DriverEngine(1);
        RunningApi api = new RunningApi(engine.reads(), FixedState.RUNNING)) {
      HttpResponse<String> response = api.get("/openapi.yaml", "/openapi.yaml");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).hasValue("application/yaml");
      assertThat(response.body())
          .startsWith("openapi: 3.1.0\n")
          .contains("\n  version: " + ContractRoute.VERSION + "\n");
    }
  }
}
