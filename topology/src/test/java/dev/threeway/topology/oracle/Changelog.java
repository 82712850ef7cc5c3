package dev.threeway.topology.oracle;

import dev.threeway.topology.join.Stores;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** What the changelog topic holds, and the store of an instance that restores it. */
final class Changelog {
  private final Map<Bytes, byte[]> content = new TreeMap<>();

  void append(TestRecord<byte[], byte[]> change) {
    Bytes key = Bytes.wrap(change.key());
    if (change.value() == null) {
      content.remove(key);
    } else {
      content.put(key, change.value());
    }
  }

  Map<Bytes, byte[]> content() {
    return content;
  }

  /** Writes the store's files where a task of an application will look for them. */
  void restoreTo(Path stateDir, String application) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    TaskId task = new TaskId(0, 0);
    Path taskDir = stateDir.resolve(application).resolve(task.toString());
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(properties, task, taskDir.toFile());
    KeyValueStore<Bytes, byte[]> store =
        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(Stores.STATE).get();
    store.init(context.getStateStoreContext(), store);
    content.forEach(store::put);
    store.close();
  }
}
