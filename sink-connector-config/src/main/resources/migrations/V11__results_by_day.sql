-- reconciliation_results by day. A result changes for as long as its transaction is open, and no
-- column of it but txn_id stays the same from version to version; so a row has no day until it is
-- settled. The sink upserts by txn_id into reconciliation_results_open, which is a partition too,
-- at its full speed. Three days after its first leg a row is moved to the partition of the day on
-- which that leg happened. Should a version come all the same, or an old one again on a replay, a
-- trigger takes it to where the row is: so txn_id is unique over all partitions.
--
-- It is sound for windows below a day: the first event time of two versions of a result differs by
-- less than that.

ALTER TABLE reconciliation_results RENAME TO reconciliation_results_open;
ALTER TABLE reconciliation_results_open
  RENAME CONSTRAINT reconciliation_results_pkey TO reconciliation_results_open_pkey;
ALTER TABLE reconciliation_results_open
  ADD COLUMN settled_on date NOT NULL DEFAULT 'infinity';
COMMENT ON TABLE reconciliation_results_open IS
  'The results of transactions that are not settled. The sink writes here.';
COMMENT ON COLUMN reconciliation_results_open.settled_on IS
  'The day of the first event time once the row is settled, and its partition; infinity before.';

CREATE TABLE reconciliation_results (
  LIKE reconciliation_results_open INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS
) PARTITION BY RANGE (settled_on);
COMMENT ON TABLE reconciliation_results IS
  'What has been decided about each transaction: the newest version of its result. By day of settled_on.';

DO
$$
DECLARE
  one record;
BEGIN
  -- An index of the whole table takes the like of the partition for its own.
  FOR one IN
    SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename = 'reconciliation_results_open'
      AND indexname <> 'reconciliation_results_open_pkey'
  LOOP
    EXECUTE format(
      'ALTER INDEX %I RENAME TO %I', one.indexname,
      replace(one.indexname, 'reconciliation_results', 'reconciliation_results_open'));
    EXECUTE replace(
      one.indexdef, 'reconciliation_results_open USING', 'reconciliation_results USING');
  END LOOP;
END
$$;
ALTER TABLE reconciliation_results
  ATTACH PARTITION reconciliation_results_open FOR VALUES FROM ('infinity') TO (MAXVALUE);

CREATE FUNCTION keep_reconciliation_results(today date, kept_since date) RETURNS void
  LANGUAGE plpgsql
  SET search_path = public, pg_temp
  SET timezone = 'UTC'
  AS
$$
DECLARE
  day  date;
  part text;
BEGIN
  -- The sink waits meanwhile: else it could write a row that is on its way.
  LOCK TABLE reconciliation_results_open IN SHARE ROW EXCLUSIVE MODE;
  FOR day IN
    SELECT DISTINCT first_event_time::date FROM reconciliation_results_open
    WHERE first_event_time < (today - 3)::timestamptz
    ORDER BY 1
  LOOP
    IF day < kept_since THEN
      DELETE FROM reconciliation_results_open
        WHERE first_event_time >= day::timestamptz
          AND first_event_time < (day + 1)::timestamptz;
      CONTINUE;
    END IF;
    part := 'reconciliation_results' || to_char(day, '_YYYYMMDD');
    IF to_regclass(part) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE %I PARTITION OF reconciliation_results FOR VALUES FROM (%L) TO (%L)',
        part, day, day + 1);
      EXECUTE format('CREATE UNIQUE INDEX ON %I (txn_id)', part);
    END IF;
    UPDATE reconciliation_results SET settled_on = day
      WHERE settled_on = 'infinity'
        AND first_event_time >= day::timestamptz AND first_event_time < (day + 1)::timestamptz;
  END LOOP;
END
$$;
COMMENT ON FUNCTION keep_reconciliation_results(date, date) IS
  'Moves the results that are settled to the partitions of their days.';

CREATE FUNCTION take_settled_result() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp
  SET timezone = 'UTC'
  AS
$$
DECLARE
  day    date := NEW.first_event_time::date;
  stored integer;
BEGIN
  -- A row of a day that is gone would come back with every replay.
  IF day < (SELECT kept_since FROM history_retention WHERE relation = 'reconciliation_results')
  THEN
    RETURN NULL;
  END IF;
  SELECT version INTO stored FROM reconciliation_results
    WHERE txn_id = NEW.txn_id AND settled_on BETWEEN day - 1 AND day + 1;
  IF NOT FOUND THEN
    RETURN NEW;
  END IF;
  IF NEW.version >= stored THEN
    UPDATE reconciliation_results SET
      version = NEW.version, status = NEW.status, has_core = NEW.has_core,
      has_gateway = NEW.has_gateway, has_mobile = NEW.has_mobile, amount = NEW.amount,
      currency = NEW.currency, open_breaks = NEW.open_breaks,
      first_event_time = NEW.first_event_time, last_event_time = NEW.last_event_time,
      deadline = NEW.deadline, decided_at = NEW.decided_at, rule_version = NEW.rule_version
    WHERE txn_id = NEW.txn_id AND settled_on BETWEEN day - 1 AND day + 1;
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION take_settled_result() IS
  'Trigger function that takes a version of a settled result to where its row is.';

-- A day less than keep_reconciliation_results waits, so that no settled row is overlooked.
CREATE TRIGGER reconciliation_results_open_settled
  BEFORE INSERT ON reconciliation_results_open
  FOR EACH ROW WHEN (NEW.first_event_time < now() - interval '2 days')
  EXECUTE FUNCTION take_settled_result();

INSERT INTO history_retention (relation, keep_days) VALUES ('reconciliation_results', 400);
SELECT keep_history();
