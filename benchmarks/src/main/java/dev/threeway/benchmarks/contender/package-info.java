/**
 * What takes part in a benchmark, and the contract between the harness and the processes that it
 * starts.
 *
 * <p><b>A contender</b> is a {@link dev.threeway.benchmarks.contender.Contender}: a name, how its
 * process is started, what it needs, and how its verdicts are read. {@link
 * dev.threeway.benchmarks.contender.Contenders} lists them all.
 *
 * <p><b>A process</b> is one JVM, started by the harness with the same Java, heap and flags for
 * all. It gets everything as system properties, which {@link
 * dev.threeway.benchmarks.contender.ContenderSettings} reads:
 *
 * <table>
 * <caption>System properties of a contender's process</caption>
 * <tr><td>{@code bench.bootstrap-servers}</td><td>the broker</td></tr>
 * <tr><td>{@code bench.registry-url}</td><td>the schema registry's Confluent API</td></tr>
 * <tr><td>{@code bench.run-id}</td><td>the consumer group and application id: its own for every
 *     run. Input offsets have to be committed to this group, no earlier than what came of them is
 *     published</td></tr>
 * <tr><td>{@code bench.state-dir}</td><td>an empty folder for whatever is kept on disk</td></tr>
 * <tr><td>{@code bench.ready-file}</td><td>see below</td></tr>
 * <tr><td>{@code bench.input.core}, {@code .gateway}, {@code .mobile}</td><td>the topics to read,
 *     from their beginning</td></tr>
 * <tr><td>{@code bench.output-topic}</td><td>an empty topic for what is published; as many
 *     partitions as the inputs</td></tr>
 * <tr><td>{@code bench.threads}</td><td>how many threads (slots, consumers) do the work</td></tr>
 * <tr><td>{@code bench.commit-interval-ms}</td><td>how often is committed: the interval of commits,
 *     transactions or checkpoints</td></tr>
 * <tr><td>{@code bench.cache-mb}</td><td>memory for record caches, of all threads together</td></tr>
 * <tr><td>{@code bench.rocksdb-mb}</td><td>memory for RocksDB, of all stores together</td></tr>
 * <tr><td>{@code bench.window-ms}, {@code bench.grace-ms}</td><td>as the engine's window and
 *     grace</td></tr>
 * <tr><td>{@code bench.timestamp-tolerance-ms}</td><td>as in the default rules; amounts may differ
 *     by 0.01</td></tr>
 * <tr><td>{@code bench.redis}</td><td>{@code host:port}, for a contender that needs {@link
 *     dev.threeway.benchmarks.contender.Service#REDIS}; empty of data</td></tr>
 * <tr><td>{@code bench.jdbc-url}</td><td>a database of PostgreSQL, complete with user, for one that
 *     needs {@link dev.threeway.benchmarks.contender.Service#POSTGRES}; the schema {@code bench} is
 *     there and empty</td></tr>
 * </table>
 *
 * <p>It goes like this: the process starts, does what it has to do before it can read (connect,
 * join its group, deploy its job), and calls {@link
 * dev.threeway.benchmarks.contender.ContenderSettings#ready} when it begins to consume: that writes
 * the ready file, and the clock starts. The harness watches from outside: it looks at the committed
 * offsets of the group and at the ends of the output topics. When every input is committed to its
 * end and nothing more is published, it sends SIGTERM. The process may not end by itself. What it
 * writes to standard output goes to a log file.
 *
 * <p><b>The input</b>: Avro values in Confluent's wire format, keyed by txn_id, in as many
 * partitions as asked for; {@link dev.threeway.schemas.wire.AvroDeserializer} reads them. Record
 * timestamps are those of sending: the time to join by is the field {@code event_time}. After the
 * last transaction that is judged come two stretches of faultless ones, each later than all
 * deadlines of what was before: so event time passes every deadline before the input ends.
 *
 * <p><b>Verdicts</b> are texts, one for each transaction, as those of {@code
 * dev.threeway.topology.reference.ReferenceJoins}: {@code CORE+GATEWAY+MOBILE agree}, {@code
 * CORE+MOBILE differ in AMOUNT, STATUS}. First the sources that have reported by the deadline, in
 * the order of the enum Source; the others are missing. Then the break types that hold, in the
 * order of the enum BreakType, never MISSING. A record on the output topic has the txn_id for its
 * key and the text for its value. If several are published for one transaction, the last counts.
 * The report tells how many transactions have no verdict, a wrong one, or more than one.
 *
 * <p>This package depends on nothing but the JDK, so that a contender with a class path of its own
 * can use it.
 */
package dev.threeway.benchmarks.contender;
