package dev.threeway.topology.flow;

import dev.threeway.schemas.topics.Topics;
import dev.threeway.topology.join.JoinOutput;
import dev.threeway.topology.join.JoinOutput.LegRejected;
import dev.threeway.topology.rules.Position;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Gives a rejected record back as it came, with headers that say why and where it stood. */
final class DeadLetterHeaders extends ContextualFixedKeyProcessor<byte[], JoinOutput, byte[]> {
  static final String REASON = "dlq.reason";
  static final String DETAIL = "dlq.detail";
  static final String TOPIC = "dlq.topic";
  static final String PARTITION = "dlq.partition";
  static final String OFFSET = "dlq.offset";

  private final EventHeaders event =
      new EventHeaders(
          "dev.threeway.dead_letter.v1", Topics.DEAD_LETTERS, "application/octet-stream");

  @Override
  public void process(FixedKeyRecord<byte[], JoinOutput> record) {
    LegRejected rejected = (LegRejected) record.value();
    Headers headers = record.headers();
    put(headers, REASON, rejected.rejection().reason().name());
    put(headers, DETAIL, rejected.rejection().detail());
    put(headers, TOPIC, Topics.of(rejected.position().source()));
    put(headers, PARTITION, Integer.toString(rejected.position().partition()));
    put(headers, OFFSET, Long.toString(rejected.position().offset()));
    // What the record came with stays; of headers with one name, the last is the dead letter's own.
    event.add(headers, TraceParent.of(headers), at(rejected), record.key(), record.timestamp());
    context().forward(record.withValue(rejected.value()));
  }

  private static String at(LegRejected rejected) {
    Position position = rejected.position();
    return Topics.of(position.source()) + '-' + position.partition() + '@' + position.offset();
  }

  private static void put(Headers headers, String name, String value) {
    // A record that was put back and failed again carries the headers of its first failure.
    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
