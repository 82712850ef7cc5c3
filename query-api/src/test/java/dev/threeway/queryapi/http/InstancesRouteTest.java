package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.DriverEngine;
import org.junit.jupiter.api.Test;

class InstancesRouteTest extends RouteTest {
  private static final String ROUTE = "/api/v1/admin/instances";

  InstancesRouteTest() {
    super(ROUTE, 3);
  }

  @Test
  void anInstanceSaysWhatItHasAndHowFarTheRestIs() throws Exception {
    engine.restore(1, 500, 75);
    engine.giveAway(2, "127.0.0.1:1");
    engine.keepCopy(2, DriverEngine.SELF, 4);

    assertThat(json(get(ROUTE)))
        .isEqualTo(
            json(
                """
                {
                  "items": [
                    {"instance": "127.0.0.1:8080", "answered": true, "engine": "RUNNING",
                     "active": [0], "copies": [{"partition": 2, "lag": 4}],
                     "restoring": [{"partition": 1, "remaining": 500, "percent": 75}]},
                    {"instance": "127.0.0.1:1", "answered": false,
                     "active": [2], "copies": [], "restoring": []}
                  ],
                  "partitions": 3,
                  "unserved": [1, 2]
                }
                """));
  }

  @Test
  void aPeerIsAskedAndAnswersForItselfAlone() throws Exception {
    try (DriverEngine peer = new DriverEngine(3);
        RunningApi peersApi = new RunningApi(peer.reads(), FixedState.RUNNING)) {
      String address = "127.0.0.1:" + peersApi.port();
      engine.giveAway(2, address);

      // The driver calls itself by another port than it is reached at: it is not who was asked.
      assertThat(json(get(ROUTE)).at("/items/1/answered").asBoolean()).isFalse();

      peer.callSelf(address);
      peer.giveAway(0, DriverEngine.SELF);
      peer.giveAway(1, DriverEngine.SELF);
      assertThat(json(get(ROUTE)).at("/items/1"))
          .isEqualTo(
              json(
                  """
                  {"instance": "%s", "answered": true, "engine": "RUNNING",
                   "active": [2], "copies": [], "restoring": []}
                  """
                      .formatted(address)));
      assertThat(json(get(ROUTE)).get("unserved")).isEmpty();
      assertThat(json(peersApi.get(ROUTE, ROUTE, "Threeway-Hops", "1")).get("items")).hasSize(1);
    }
  }
}
