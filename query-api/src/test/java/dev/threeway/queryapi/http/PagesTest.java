package dev.threeway.queryapi.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.http.Pages.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
  @Test
  void theFirstItemsOfAllPagesAreThePage() {
    assertThat(merge(3, page("a", "d", "e"), page("b", "c")))
        .isEqualTo(new Page<>(List.of("a", "b", "c"), Optional.of(position("c"))));
  }

  @Test
  void thePageGoesNoFurtherThanTheShareThatWasReadLeastFar() {
    Page<String> cut = new Page<>(List.of("a"), Optional.of(position("b")));

    assertThat(merge(10, cut, page("a2", "c")))
        .isEqualTo(new Page<>(List.of("a", "a2"), Optional.of(position("b"))));
  }

  @Test
  void aShareWithoutItemsStillSaysHowFarItWasRead() {
    assertThat(merge(10, new Page<>(List.of(), Optional.of(position("b"))), page("a", "c")))
        .isEqualTo(new Page<>(List.of("a"), Optional.of(position("b"))));
  }

  @Test
  void thereIsNoNextPageWhereEveryShareIsAtItsEnd() {
    assertThat(merge(2, page("b"), page("a")))
        .isEqualTo(new Page<>(List.of("a", "b"), Optional.empty()));
    assertThat(merge(2, page(), page())).isEqualTo(new Page<>(List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"50, 4, 12, 28", "50, 12, 12, 50", "500, 4, 12, 200", "5, 1, 12, 4", "1, 1, 12, 1"})
  void aShareIsTheMeanAndThreeStandardDeviations(
      int limit, int partitions, int total, int expected) {
    assertThat(Pages.share(limit, partitions, total)).isEqualTo(expected);
  }

  @Test
  void sharesOfKeysThatAreSpreadByChanceSeldomLeaveRoomOnAPage() {
    Random random = new Random(12);
    int tooSmall = 0;
    for (int run = 0; run < 2_000; run++) {
      int[] has = new int[3];
      for (int item = 0; item < 50; item++) {
        has[random.nextInt(3)]++;
      }
      tooSmall += IntStream.of(has).anyMatch(items -> items > Pages.share(50, 1, 3)) ? 1 : 0;
    }

    assertThat(tooSmall).isLessThan(10);
  }

  @Test
  void walkingToTheEndGivesEveryItemOnceAndInOrderHoweverTheSharesAreCut() {
    Random random = new Random(11);
    for (int run = 0; run < 300; run++) {
      List<TreeSet<String>> instances = new ArrayList<>();
      TreeSet<String> all = new TreeSet<>();
      for (int instance = 0; instance < 1 + random.nextInt(3); instance++) {
        TreeSet<String> items = new TreeSet<>();
        for (int i = random.nextInt(30); i > 0; i--) {
          items.add("%04d-%d".formatted(random.nextInt(1_000), instance));
        }
        instances.add(items);
        all.addAll(items);
      }
      int limit = 1 + random.nextInt(5);
      List<String> walked = new ArrayList<>();
      String after = "";
      Optional<Bytes> next;
      do {
        List<Page<String>> shares = new ArrayList<>();
        for (TreeSet<String> items : instances) {
          shares.add(share(new ArrayList<>(items.tailSet(after, false)), limit, random));
        }
        Page<String> page = Pages.merge(shares, PagesTest::position, limit);
        assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
        walked.addAll(page.items());
        next = page.next();
        after = next.map(position -> new String(position.get(), UTF_8)).orElse("");
      } while (next.isPresent());
      assertThat(walked).as("run %d", run).containsExactlyElementsOf(all);
    }
  }

  /** What an instance gives: cut by the limit, or because it has looked at enough. */
  private static Page<String> share(List<String> left, int limit, Random random) {
    int examined = Math.min(left.size(), 1 + random.nextInt(limit));
    Optional<Bytes> next =
        examined < left.size() ? Optional.of(position(left.get(examined - 1))) : Optional.empty();
    return new Page<>(left.subList(0, examined), next);
  }

  private static Page<String> page(String... items) {
    return new Page<>(List.of(items), Optional.empty());
  }

  private static Page<String> merge(int limit, Page<String> one, Page<String> other) {
    return Pages.merge(List.of(one, other), PagesTest::position, limit);
  }

  private static Bytes position(String item) {
    return Bytes.wrap(item.getBytes(UTF_8));
  }
}
