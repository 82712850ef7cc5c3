package dev.threeway.topology.flow;

import dev.threeway.schemas.records.TransactionEvent;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads a leg and never fails on what it reads: a poison record becomes a {@link ReceivedLeg} that
 * says why it is unreadable, so that it goes to the dead letters and the partition goes on.
 *
 * <p>A registry that cannot be reached, or that refuses us, is no poison: that exception passes
 * through.
 */
final class ReceivedLegDeserializer implements Deserializer<ReceivedLeg> {
  private final Deserializer<?> avro;

  /**
   * @param avro the configured deserializer of Avro values; throws for what it cannot read
   */
  ReceivedLegDeserializer(Deserializer<?> avro) {
    this.avro = avro;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    avro.configure(configs, isKey);
  }

  @Override
  public ReceivedLeg deserialize(String topic, byte[] data) {
    if (data == null) {
      return new ReceivedLeg(null, null, null);
    }
    try {
      return avro.deserialize(topic, data) instanceof TransactionEvent event
          ? new ReceivedLeg(data, event, null)
          : new ReceivedLeg(data, null, "the value is no TransactionEvent");
    } catch (SerializationException e) {
      if (isRegistryOutage(e)) {
        throw e;
      }
      return new ReceivedLeg(data, null, rootMessage(e));
    }
  }

  @Override
  public void close() {
    avro.close();
  }

  /**
   * Confluent's deserializer wraps an outage in a SerializationException; ours throws another kind.
   * The end of a truncated record is an EOFException.
   */
  private static boolean isRegistryOutage(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && !(cause instanceof EOFException)) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return message.lines().findFirst().orElse("");
  }
}
