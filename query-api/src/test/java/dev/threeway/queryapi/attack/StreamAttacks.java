package dev.threeway.queryapi.attack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the event stream gives to whom. */
public final class StreamAttacks {
  private static final String STREAM = "/api/v1/stream";
  private static final Pattern ID = Pattern.compile("(?m)^id: (\\S+)");
  private static final Duration CATCH_UP = Duration.ofSeconds(15);

  private StreamAttacks() {}

  /** The id of the place at which the stream is. */
  public static String position(Target target) throws IOException {
    Matcher id = ID.matcher(Wire.readUntil(target, stream(target, STREAM), "id: ").body());
    if (!id.find()) {
      throw new IllegalStateException("the stream gives no id");
    }
    return id.group(1);
  }

  /**
   * The cases.
   *
   * @param before the id of a place before a break that shows account ids
   * @param txnId the transaction of that break
   */
  public static List<Attack> of(Target target, String before, String txnId) {
    Attacks attacks = new Attacks("stream", target);
    Request missed = stream(target, STREAM + "?last_event_id=" + before);
    attacks
        .add(
            "a viewer reads what was missed",
            missed.summary(),
            () -> Wire.readUntil(target, missed, txnId),
            200)
        .and("a break", reply -> reply.body().contains(txnId))
        .and("masked", reply -> reply.body().contains("••••"))
        .within(CATCH_UP);
    char changed = before.charAt(8) == 'A' ? 'B' : 'A';
    attacks.request(
        "a changed id of an event",
        stream(
            target,
            STREAM + "?last_event_id=" + before.substring(0, 8) + changed + before.substring(9)),
        400);
    return attacks.list();
  }

  private static Request stream(Target target, String path) {
    return target.get(path, "viewer").with("Accept", "text/event-stream");
  }
}
