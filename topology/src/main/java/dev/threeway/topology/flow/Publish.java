package dev.threeway.topology.flow;

import dev.threeway.topology.join.JoinOutput;
import dev.threeway.topology.join.TraceHeader;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Gives what was decided its published form, with the headers of an event. */
final class Publish<V extends SpecificRecord>
    extends ContextualFixedKeyProcessor<byte[], JoinOutput, V> {
  private final Function<JoinOutput, V> form;
  private final Function<V, String> id;
  private final EventHeaders headers;

  Publish(Function<JoinOutput, V> form, Function<V, String> id, EventHeaders headers) {
    this.form = form;
    this.id = id;
    this.headers = headers;
  }

  @Override
  public void process(FixedKeyRecord<byte[], JoinOutput> record) {
    V value = form.apply(record.value());
    Headers own = record.headers();
    byte[] parent = TraceParent.of(own);
    own.remove(TraceHeader.NAME);
    headers.add(own, parent, id.apply(value), record.key(), record.timestamp());
    context().forward(record.withValue(value));
  }
}
