package dev.threeway.topology.oracle;

import dev.threeway.topology.join.Stores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** What the changelog topics hold, and the stores of an instance that restores them. */
final class Changelogs {
  static final List<String> STORES =
      List.of(Stores.MATCH_GROUPS, Stores.DEADLINES, Stores.OPEN_BREAKS, Stores.TOTALS);

  private final Map<String, Map<Bytes, byte[]>> contents = new HashMap<>();

  Changelogs() {
    STORES.forEach(store -> contents.put(store, new TreeMap<>()));
  }

  void append(String store, TestRecord<byte[], byte[]> change) {
    Bytes key = Bytes.wrap(change.key());
    if (change.value() == null) {
      contents.get(store).remove(key);
    } else {
      contents.get(store).put(key, change.value());
    }
  }

  Map<Bytes, byte[]> of(String store) {
    return contents.get(store);
  }

  /** Writes the stores' files where a task of an application will look for them. */
  void restoreTo(Path stateDir, String application) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    TaskId task = new TaskId(0, 0);
    Path taskDir = stateDir.resolve(application).resolve(task.toString());
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(properties, task, taskDir.toFile());
    for (String name : STORES) {
      KeyValueStore<Bytes, byte[]> store =
          org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name).get();
      store.init(context.getStateStoreContext(), store);
      contents.get(name).forEach(store::put);
      store.close();
    }
  }
}
