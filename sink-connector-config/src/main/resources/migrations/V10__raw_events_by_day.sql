-- raw_events by day, so that what is past its retention goes by dropping a table, and not row by row.
-- The day is that of the record's own timestamp: a record never changes it, so topic, partition and
-- offset still identify a row, however often the record is delivered again.

CREATE TABLE history_retention (
  relation   text    NOT NULL,
  keep_days  integer NOT NULL,
  kept_since date    NOT NULL DEFAULT '-infinity',
  CONSTRAINT history_retention_pkey PRIMARY KEY (relation),
  CONSTRAINT history_retention_keep_days_check CHECK (keep_days > 0)
);
COMMENT ON TABLE history_retention IS
  'How long the tables that are partitioned by day keep their rows.';
COMMENT ON COLUMN history_retention.relation IS 'The partitioned table.';
COMMENT ON COLUMN history_retention.keep_days IS 'How many days before today are kept. May be changed at any time.';
COMMENT ON COLUMN history_retention.kept_since IS 'The first day that is still there: rows of earlier days are gone, and are not taken again.';

ALTER TABLE raw_events RENAME TO raw_events_whole;
ALTER TABLE raw_events_whole RENAME CONSTRAINT raw_events_pkey TO raw_events_whole_pkey;

CREATE TABLE raw_events (
  LIKE raw_events_whole INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  CONSTRAINT raw_events_pkey
    PRIMARY KEY (kafka_topic, kafka_partition, kafka_offset, kafka_timestamp)
) PARTITION BY RANGE (kafka_timestamp);
COMMENT ON TABLE raw_events IS
  'Every leg as its source published it: one row for each readable record of core_txns, gateway_txns and mobile_txns, valid or not. Rows never change. By day of kafka_timestamp.';

-- Takes what no day has a partition for: a sink never waits for one to be made.
CREATE TABLE raw_events_default PARTITION OF raw_events DEFAULT;
COMMENT ON TABLE raw_events_default IS
  'Rows of raw_events whose day has no partition; keep_history() moves them.';

-- A record never changes once it is on its topic, so neither does its row.
CREATE TRIGGER raw_events_inserted_once
  BEFORE UPDATE ON raw_events
  FOR EACH ROW EXECUTE FUNCTION keep_stored_row();

INSERT INTO history_retention (relation, keep_days) VALUES ('raw_events', 90);

CREATE FUNCTION make_raw_events_day(day date) RETURNS void
  LANGUAGE plpgsql
  SET search_path = public, pg_temp
  SET timezone = 'UTC'
  AS
$$
DECLARE
  part  text := 'raw_events' || to_char(day, '_YYYYMMDD');
  first timestamptz := day::timestamptz;
  last  timestamptz := (day + 1)::timestamptz;
BEGIN
  LOCK TABLE raw_events_default IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('CREATE TABLE %I (LIKE raw_events INCLUDING CONSTRAINTS INCLUDING COMMENTS)', part);
  EXECUTE format(
    'WITH moved AS (
       DELETE FROM raw_events_default WHERE kafka_timestamp >= $1 AND kafka_timestamp < $2
       RETURNING *)
     INSERT INTO %I SELECT * FROM moved', part) USING first, last;
  EXECUTE format(
    'ALTER TABLE raw_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, first, last);
END
$$;
COMMENT ON FUNCTION make_raw_events_day(date) IS
  'Makes the partition of one day and moves there what the default partition has of it.';

CREATE FUNCTION drop_gone_days(relation text, kept_since date) RETURNS void
  LANGUAGE plpgsql
  SET search_path = public, pg_temp
  AS
$$
DECLARE
  part text;
BEGIN
  FOR part IN
    SELECT c.relname
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = relation::regclass AND c.relname ~ '_\d{8}$'
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < kept_since
  LOOP
    EXECUTE format('DROP TABLE %I', part);
  END LOOP;
END
$$;
COMMENT ON FUNCTION drop_gone_days(text, date) IS
  'Drops the partitions of the days before a day.';

CREATE FUNCTION keep_raw_events(today date, kept_since date) RETURNS void
  LANGUAGE plpgsql
  SET search_path = public, pg_temp
  SET timezone = 'UTC'
  AS
$$
DECLARE
  day date;
BEGIN
  DELETE FROM raw_events_default WHERE kafka_timestamp < kept_since::timestamptz;
  -- A week ahead, so that a sink that is not looked after for days has its partitions.
  FOR day IN
    SELECT generate_series(today, today + 7, '1 day')::date
    UNION
    SELECT DISTINCT kafka_timestamp::date FROM raw_events_default
    WHERE kafka_timestamp < (today + 8)::timestamptz
    ORDER BY 1
  LOOP
    IF to_regclass('raw_events' || to_char(day, '_YYYYMMDD')) IS NULL THEN
      PERFORM make_raw_events_day(day);
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION keep_raw_events(date, date) IS
  'Makes the partitions of raw_events for the week to come and for what the default partition has.';

-- Whoever may write may have it called; what it does is the owner's.
CREATE FUNCTION keep_history(today date DEFAULT (now() AT TIME ZONE 'UTC')::date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp
  SET timezone = 'UTC'
  SET lock_timeout = '5s'
  AS
$$
DECLARE
  kept history_retention;
BEGIN
  -- One does the work; whoever comes meanwhile leaves it to that one.
  IF NOT pg_try_advisory_xact_lock(hashtext('keep_history')) THEN
    RETURN;
  END IF;
  UPDATE history_retention h SET kept_since = greatest(h.kept_since, today - h.keep_days);
  FOR kept IN SELECT * FROM history_retention ORDER BY relation LOOP
    PERFORM drop_gone_days(kept.relation, kept.kept_since);
    EXECUTE format('SELECT %I($1, $2)', 'keep_' || kept.relation) USING today, kept.kept_since;
  END LOOP;
END
$$;
COMMENT ON FUNCTION keep_history(date) IS
  'Makes the partitions of the days to come and drops those past their retention. Safe to call at any time.';

-- A row of a day that is gone would come back with every replay.
CREATE FUNCTION refuse_gone_day() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp
  SET timezone = 'UTC'
  AS
$$
BEGIN
  RETURN CASE
    WHEN NEW.kafka_timestamp
      < (SELECT kept_since FROM history_retention WHERE relation = 'raw_events')::timestamptz
    THEN NULL ELSE NEW END;
END
$$;
COMMENT ON FUNCTION refuse_gone_day() IS
  'Trigger function that drops a raw event of a day that is past its retention.';

INSERT INTO raw_events
  SELECT kafka_topic, kafka_partition, kafka_offset,
    coalesce(kafka_timestamp, event_time), event_id, txn_id, source, amount, currency, status,
    event_time, account_id, bank_code, channel, transaction_type, reference_number, description
  FROM raw_events_whole;
DROP TABLE raw_events_whole;

-- The sources are not validated, and a B-tree takes no value that is too long: only as much of a
-- text as a valid one has is in its index.
CREATE INDEX raw_events_txn_id_idx ON raw_events USING hash (txn_id);
CREATE INDEX raw_events_event_time_idx ON raw_events USING brin (event_time);
CREATE INDEX raw_events_account_id_prefix_idx
  ON raw_events (left(account_id, 128) text_pattern_ops);
CREATE INDEX raw_events_reference_number_prefix_idx
  ON raw_events (left(reference_number, 128) text_pattern_ops)
  WHERE reference_number IS NOT NULL;

-- Only the default partition can hold such a day, so only its rows are looked at.
CREATE TRIGGER raw_events_default_refuse_gone_day
  BEFORE INSERT ON raw_events_default
  FOR EACH ROW EXECUTE FUNCTION refuse_gone_day();

SELECT keep_history();
