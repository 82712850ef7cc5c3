package dev.threeway.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.security.Tokens;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.Mismatch;
import dev.threeway.schemas.records.Source;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
  private static final String CORE = "DE0012345678";
  private static final String GATEWAY = "DE0087654321";
  private static final String LIST = "/api/v1/mismatches";
  private static final String ONE = "/api/v1/transactions/{txn_id}";

  @RegisterExtension final SecuredApi secured = new SecuredApi(2, 0);

  @BeforeEach
  void start() {
    DriverEngine engine = secured.engine();
    engine.send(
        DriverEngine.report(Source.CORE, "T1")
            .setAccountId(CORE)
            .setDescription("to " + CORE)
            .build());
    engine.send(DriverEngine.report(Source.GATEWAY, "T1").setAccountId(GATEWAY).build());
    // A conflict with what is on file.
    engine.send(
        DriverEngine.report(Source.CORE, "T1")
            .setEventId("another")
            .setAccountId(GATEWAY)
            .setDescription("to " + GATEWAY)
            .build());
  }

  @Test
  void aViewerIsShownTheEndsOfAccountIdsAlone() throws Exception {
    for (String[] asked :
        new String[][] {
          {LIST, LIST}, {ONE, "/api/v1/transactions/T1"}, {LIST, LIST + "?type=DUPLICATE"}
        }) {
      String viewers = secured.as("viewer", asked[0], asked[1]).body();
      String operators = secured.as("operator", asked[0], asked[1]).body();

      assertThat(viewers).contains("••••5678", "••••4321").doesNotContain(CORE, GATEWAY, "0012");
      assertThat(operators).contains(CORE, GATEWAY).doesNotContain("••••");
    }
  }

  @Test
  void theStreamShowsAViewerNoMore() {
    assertThat(secured.engine().mismatches()).hasSizeGreaterThanOrEqualTo(2);
    for (Mismatch mismatch : secured.engine().mismatches()) {
      String seen =
          new String(
              new StreamRenderer(PersonalData.MASKED).render(mismatch), StandardCharsets.UTF_8);

      assertThat(seen).contains("••••4321").doesNotContain(CORE, GATEWAY);
    }
  }

  @Test
  void aViewerCannotLookForAnAccount() throws Exception {
    for (String query : new String[] {"?account=DE00", "?%61ccount=DE00", "?account="}) {
      HttpResponse<String> response = secured.as("viewer", LIST, LIST + query);

      assertThat(response.statusCode()).as(query).isEqualTo(403);
      assertThat(response.body()).contains("\"parameter\":\"account\"").doesNotContain("DE00");
    }
    assertThat(
            secured
                .as("viewer", "/api/v1/transactions", "/api/v1/transactions?account=x")
                .statusCode())
        .isEqualTo(403);
    assertThat(secured.as("operator", LIST, LIST + "?account=DE00").statusCode()).isEqualTo(200);
  }

  @Test
  void aTextFindsNoAccountForAViewer() throws Exception {
    assertThat(secured.as("viewer", LIST, LIST + "?text=DE00").body()).contains("\"items\":[]");
  }

  /** What is passed on carries the token of whoever asks: the peer masks for the same eyes. */
  @Test
  void anotherInstanceMasksForTheSameCaller() throws Exception {
    try (DriverEngine other = new DriverEngine(2);
        RunningApi asked = secured.another(other)) {
      secured.engine().callSelf("127.0.0.1:" + secured.api().port());
      for (int partition = 0; partition < 2; partition++) {
        other.giveAway(partition, "127.0.0.1:" + secured.api().port());
      }
      for (String[] path : new String[][] {{LIST, LIST}, {ONE, "/api/v1/transactions/T1"}}) {
        assertThat(asked.get(path[0], path[1], "Authorization", "Bearer " + Tokens.of("viewer")))
            .satisfies(
                answer -> {
                  assertThat(answer.statusCode()).isEqualTo(200);
                  assertThat(answer.body()).contains("••••4321").doesNotContain(GATEWAY);
                });
        assertThat(
                asked
                    .get(path[0], path[1], "Authorization", "Bearer " + Tokens.of("operator"))
                    .body())
            .contains(GATEWAY);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "ACCOUNT ! DE0012345678 ! ••••5678",
        "ACCOUNT ! ACC-2 ! ••••",
        "AMOUNT ! 100.00 ! 100.00",
        "DUPLICATE ! amount 1.00 | 2.00 ! amount 1.00 | 2.00",
        "DUPLICATE ! account_id DE0012345678 | DE0087654321 ! account_id ••••5678 | ••••4321",
        "DUPLICATE ! amount 1 | 2; account_id A | B; channel ATM | WEB !"
            + " amount 1 | 2; account_id •••• | ••••; channel ATM | WEB",
        "DUPLICATE ! account_id A; B | C ! account_id ••••",
        "DUPLICATE ! account_id A | B; channel C | D; description x DE0012345678 | y !"
            + " account_id •••• | ••••; channel C | D; description ••••",
        "DUPLICATE ! description to DE0012345678 | null ! description ••••"
      })
  void aBreakShowsAViewerNoAccountId(BreakType type, String value, String shown) {
    assertThat(PersonalData.MASKED.breakValue(type, value)).isEqualTo(shown);
  }
}
