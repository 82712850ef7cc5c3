package dev.threeway.topology.flow;

import dev.threeway.schemas.wire.GeneratedClasses;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The serdes of Avro values, by class name: Threeway's own, or Confluent's where that is on the
 * class path.
 *
 * @param serializer class name of a {@link Serializer} of Avro records
 * @param deserializer class name of a {@link Deserializer} of Avro records
 * @param config their configuration, by Confluent's names
 */
public record AvroSerdes(String serializer, String deserializer, Map<String, ?> config) {

  /** Reads legs; writes them as they were read. */
  Serde<ReceivedLeg> legs() {
    Deserializer<ReceivedLeg> legs =
        new ReceivedLegDeserializer(create(deserializer, Deserializer.class));
    legs.configure(specificRecords(), false);
    return Serdes.serdeFrom((topic, leg) -> leg.bytes(), legs);
  }

  /** Reads and writes records of a generated class. */
  @SuppressWarnings(
      "unchecked") // with specific.avro.reader the deserializer gives generated classes
  public <T extends SpecificRecord> Serde<T> records() {
    Serializer<T> records = create(serializer, Serializer.class);
    records.configure(config, false);
    Deserializer<T> reader = create(deserializer, Deserializer.class);
    reader.configure(specificRecords(), false);
    return Serdes.serdeFrom(records, reader);
  }

  private Map<String, Object> specificRecords() {
    Map<String, Object> specific = new HashMap<>(config);
    specific.put("specific.avro.reader", true);
    return specific;
  }

  private static <T> T create(String className, Class<T> type) {
    // Avro loads no generated class that it was not told to trust.
    GeneratedClasses.trust();
    try {
      return Utils.newInstance(className, type);
    } catch (ClassNotFoundException e) {
      throw new ConfigException("The serde class %s is not on the class path".formatted(className));
    }
  }
}
