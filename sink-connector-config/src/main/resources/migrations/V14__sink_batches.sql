-- The way in for the sinks: one statement for many rows. Each sink inserts into a view of its own,
-- and the view's rule makes one upsert of each INSERT, whether it brings one row or a thousand.
--
-- Of two versions of one key in a batch the newest stays, of two records of one version the later;
-- and nothing of the batch takes the place of a newer version that is stored. ON CONFLICT would
-- refuse a batch that has a key twice: so DISTINCT ON comes before it.
--
-- The order is that of the bytes, as what a VALUES list holds has no collation of its own.
--
-- The rules act as the owner of the views: the sinks need the right to insert into these, and none
-- on the tables.

CREATE VIEW sink_raw_events AS
  SELECT kafka_topic, kafka_partition, kafka_offset, kafka_timestamp, event_id, txn_id, source,
    amount, currency, status, event_time, account_id, bank_code, channel, transaction_type,
    reference_number, description
  FROM raw_events;
COMMENT ON VIEW sink_raw_events IS
  'Where the sink inserts raw events: a record that is there already changes nothing.';

CREATE RULE insert_once AS ON INSERT TO sink_raw_events DO INSTEAD
  INSERT INTO raw_events (kafka_topic, kafka_partition, kafka_offset, kafka_timestamp, event_id,
    txn_id, source, amount, currency, status, event_time, account_id, bank_code, channel,
    transaction_type, reference_number, description)
  VALUES (NEW.kafka_topic, NEW.kafka_partition, NEW.kafka_offset, NEW.kafka_timestamp,
    NEW.event_id, NEW.txn_id, NEW.source, NEW.amount, NEW.currency, NEW.status, NEW.event_time,
    NEW.account_id, NEW.bank_code, NEW.channel, NEW.transaction_type, NEW.reference_number,
    NEW.description)
  ON CONFLICT DO NOTHING;

CREATE VIEW sink_reconciliation_results AS
  SELECT txn_id, version, status, has_core, has_gateway, has_mobile, amount, currency,
    open_breaks, first_event_time, last_event_time, deadline, decided_at, rule_version
  FROM reconciliation_results_open;
COMMENT ON VIEW sink_reconciliation_results IS
  'Where the sink inserts versions of results: the newest of a transaction stays.';

CREATE RULE newest_version_stays AS ON INSERT TO sink_reconciliation_results DO INSTEAD
  INSERT INTO reconciliation_results_open AS stored (txn_id, version, status, has_core,
    has_gateway, has_mobile, amount, currency, open_breaks, first_event_time, last_event_time,
    deadline, decided_at, rule_version, listed_at)
  SELECT DISTINCT ON (NEW.txn_id COLLATE "C") NEW.txn_id, NEW.version, NEW.status,
    NEW.has_core, NEW.has_gateway, NEW.has_mobile, NEW.amount, NEW.currency, NEW.open_breaks,
    NEW.first_event_time, NEW.last_event_time, NEW.deadline, NEW.decided_at, NEW.rule_version,
    NEW.first_event_time
  ORDER BY NEW.txn_id COLLATE "C", NEW.version DESC, row_number() OVER () DESC
  ON CONFLICT (txn_id) DO UPDATE SET
    version = excluded.version, status = excluded.status, has_core = excluded.has_core,
    has_gateway = excluded.has_gateway, has_mobile = excluded.has_mobile,
    amount = excluded.amount, currency = excluded.currency, open_breaks = excluded.open_breaks,
    first_event_time = excluded.first_event_time, last_event_time = excluded.last_event_time,
    deadline = excluded.deadline, decided_at = excluded.decided_at,
    rule_version = excluded.rule_version
  WHERE excluded.version >= stored.version;

CREATE VIEW sink_mismatches AS
  SELECT mismatch_id, version, txn_id, type, missing_source, state, resolution, severity,
    core_value, gateway_value, mobile_value, deviating, amount_at_risk, currency, window_start,
    deadline, detected_at, resolved_at, rule_version, evidence
  FROM mismatches;
COMMENT ON VIEW sink_mismatches IS
  'Where the sink inserts versions of breaks: every version is kept, and the newest is the break.';

CREATE RULE newest_version_stays AS ON INSERT TO sink_mismatches DO INSTEAD (
  INSERT INTO mismatch_versions (mismatch_id, version, txn_id, type, missing_source, state,
    resolution, severity, core_value, gateway_value, mobile_value, deviating, amount_at_risk,
    currency, window_start, deadline, detected_at, resolved_at, rule_version, evidence)
  VALUES (NEW.mismatch_id, NEW.version, NEW.txn_id, NEW.type, NEW.missing_source, NEW.state,
    NEW.resolution, NEW.severity, NEW.core_value, NEW.gateway_value, NEW.mobile_value,
    NEW.deviating, NEW.amount_at_risk, NEW.currency, NEW.window_start, NEW.deadline,
    NEW.detected_at, NEW.resolved_at, NEW.rule_version, NEW.evidence)
  ON CONFLICT DO NOTHING;
  INSERT INTO mismatches AS stored (mismatch_id, version, txn_id, type, missing_source, state,
    resolution, severity, core_value, gateway_value, mobile_value, deviating, amount_at_risk,
    currency, window_start, deadline, detected_at, resolved_at, rule_version, evidence, listed_at)
  SELECT DISTINCT ON (NEW.mismatch_id COLLATE "C") NEW.mismatch_id, NEW.version, NEW.txn_id,
    NEW.type, NEW.missing_source, NEW.state, NEW.resolution, NEW.severity, NEW.core_value,
    NEW.gateway_value, NEW.mobile_value, NEW.deviating, NEW.amount_at_risk, NEW.currency,
    NEW.window_start, NEW.deadline, NEW.detected_at, NEW.resolved_at, NEW.rule_version,
    NEW.evidence, NEW.detected_at
  ORDER BY NEW.mismatch_id COLLATE "C", NEW.version DESC, row_number() OVER () DESC
  ON CONFLICT (mismatch_id) DO UPDATE SET
    version = excluded.version, txn_id = excluded.txn_id, type = excluded.type,
    missing_source = excluded.missing_source, state = excluded.state,
    resolution = excluded.resolution, severity = excluded.severity,
    core_value = excluded.core_value, gateway_value = excluded.gateway_value,
    mobile_value = excluded.mobile_value, deviating = excluded.deviating,
    amount_at_risk = excluded.amount_at_risk, currency = excluded.currency,
    window_start = excluded.window_start, deadline = excluded.deadline,
    detected_at = excluded.detected_at, resolved_at = excluded.resolved_at,
    rule_version = excluded.rule_version, evidence = excluded.evidence
  WHERE excluded.version >= stored.version
);

-- The rule appends the versions, for a trigger on mismatches does not see those that a newer one of
-- the same batch leaves behind.
DROP TRIGGER mismatches_append_version ON mismatches;
DROP FUNCTION append_mismatch_version();

-- The rules say where a row is listed; so PL/pgSQL is called for whoever writes past them alone.
DROP TRIGGER reconciliation_results_listed ON reconciliation_results_open;
CREATE TRIGGER reconciliation_results_listed
  BEFORE INSERT ON reconciliation_results_open
  FOR EACH ROW WHEN (NEW.listed_at IS NULL) EXECUTE FUNCTION list_result();
CREATE TRIGGER reconciliation_results_stays_listed
  BEFORE UPDATE ON reconciliation_results_open
  FOR EACH ROW WHEN (NEW.listed_at IS DISTINCT FROM OLD.listed_at) EXECUTE FUNCTION list_result();
DROP TRIGGER mismatches_listed ON mismatches;
CREATE TRIGGER mismatches_listed
  BEFORE INSERT ON mismatches
  FOR EACH ROW WHEN (NEW.listed_at IS NULL) EXECUTE FUNCTION list_mismatch();
CREATE TRIGGER mismatches_stays_listed
  BEFORE UPDATE ON mismatches
  FOR EACH ROW WHEN (NEW.listed_at IS DISTINCT FROM OLD.listed_at) EXECUTE FUNCTION list_mismatch();

COMMENT ON COLUMN reconciliation_results.listed_at IS
  'The place in the lists: first_event_time of the version with which the row came. Never changes.';
COMMENT ON COLUMN reconciliation_results_open.listed_at IS
  'The place in the lists: first_event_time of the version with which the row came. Never changes.';
COMMENT ON COLUMN mismatches.listed_at IS
  'The place in the lists: detected_at of the version with which the row came. Never changes.';

-- A column of a view means what the table's does.
DO
$$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT v.attrelid::regclass AS view, v.attname,
      col_description(t.attrelid, t.attnum) AS comment
    FROM (VALUES ('sink_raw_events', 'raw_events'),
      ('sink_reconciliation_results', 'reconciliation_results'),
      ('sink_mismatches', 'mismatches')) AS of (view, relation)
    JOIN pg_attribute v ON v.attrelid = of.view::regclass AND v.attnum > 0
    JOIN pg_attribute t ON t.attrelid = of.relation::regclass AND t.attname = v.attname
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', one.view, one.attname, one.comment);
  END LOOP;
END
$$;

REVOKE ALL ON raw_events, reconciliation_results_open, mismatches FROM threeway_sink;
GRANT INSERT ON sink_raw_events, sink_reconciliation_results, sink_mismatches TO threeway_sink;
