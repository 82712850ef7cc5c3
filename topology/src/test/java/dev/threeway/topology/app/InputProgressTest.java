package dev.threeway.topology.app;

import static dev.threeway.schemas.records.Source.CORE;
import static dev.threeway.schemas.records.Source.GATEWAY;
import static dev.threeway.schemas.records.Source.MOBILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.topology.join.InputHorizon;
import org.junit.jupiter.api.Test;

/** Up to which instant a task has taken in everything that was readable. */
class InputProgressTest {
  private final InputProgress progress = new InputProgress();

  @Test
  void nothingIsKnownBeforeTheBrokersWereAsked() {
    progress.startsAt(offsets(0, 0, 0));

    assertThat(progress.readThrough()).isEqualTo(InputHorizon.NOTHING);
  }

  @Test
  void nothingIsKnownBeforeTheTaskKnowsWhereItStands() {
    progress.endsAt(100, offsets(0, 0, 0));

    assertThat(progress.readThrough()).isEqualTo(InputHorizon.NOTHING);
  }

  @Test
  void topicsWithNothingLeftToReadAreReadThrough() {
    progress.startsAt(offsets(5, 7, 9));
    progress.endsAt(100, offsets(5, 7, 9));

    assertThat(progress.readThrough()).isEqualTo(100);
  }

  @Test
  void oneTopicWithUnreadLegsHoldsTheVerdictBack() {
    progress.startsAt(offsets(5, 7, 9));
    progress.endsAt(100, offsets(5, 7, 12));

    assertThat(progress.readThrough()).isEqualTo(InputHorizon.NOTHING);
  }

  @Test
  void legsThatWereHandedOutButNotTakenInAreUnread() {
    progress.startsAt(offsets(0, 0, 0));
    progress.endsAt(100, offsets(3, 0, 0));
    progress.positioned(CORE, 3, 2);
    progress.taken(CORE, 1);
    assertThat(progress.readThrough()).isEqualTo(InputHorizon.NOTHING);

    progress.taken(CORE, 2);
    assertThat(progress.readThrough()).isEqualTo(100);
  }

  @Test
  void aTopicMayEndWithMarkersThatNoRecordStandsFor() {
    progress.startsAt(offsets(0, 0, 0));
    progress.endsAt(100, offsets(0, 4, 0));
    progress.positioned(GATEWAY, 4, 2);
    progress.taken(GATEWAY, 2);

    assertThat(progress.readThrough()).isEqualTo(100);
  }

  @Test
  void underLoadAnEndIsKeptUntilItIsReached() {
    progress.startsAt(offsets(0, 0, 0));
    progress.endsAt(100, offsets(0, 0, 10));
    assertThat(progress.readThrough()).isEqualTo(InputHorizon.NOTHING);
    progress.endsAt(200, offsets(0, 0, 20));
    progress.positioned(MOBILE, 12, 11);
    progress.taken(MOBILE, 11);

    assertThat(progress.readThrough()).isEqualTo(100);
    assertThat(progress.readThrough()).isEqualTo(100);

    progress.positioned(MOBILE, 20, 19);
    progress.taken(MOBILE, 19);
    assertThat(progress.readThrough()).isEqualTo(200);
  }

  @Test
  void whatIsHandedOutBehindAnEndDoesNotPutItOff() {
    progress.startsAt(offsets(0, 0, 0));
    progress.endsAt(100, offsets(3, 0, 0));
    progress.positioned(CORE, 3, 2);
    progress.positioned(CORE, 9, 8);
    progress.taken(CORE, 1);
    assertThat(progress.readThrough()).isEqualTo(InputHorizon.NOTHING);

    progress.taken(CORE, 2);
    assertThat(progress.readThrough()).isEqualTo(100);
  }

  private static long[] offsets(long core, long gateway, long mobile) {
    long[] offsets = new long[Source.values().length];
    offsets[CORE.ordinal()] = core;
    offsets[GATEWAY.ordinal()] = gateway;
    offsets[MOBILE.ordinal()] = mobile;
    return offsets;
  }
}
