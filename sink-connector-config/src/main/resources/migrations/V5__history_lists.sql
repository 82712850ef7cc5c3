-- What the lists of the history need: an order that never changes, and an index for each way in.

-- A list must neither repeat nor lose a row that changes while it is paged through: it is ordered by
-- what the first version said.
ALTER TABLE reconciliation_results ADD COLUMN listed_at timestamptz(3);
UPDATE reconciliation_results SET listed_at = first_event_time;
ALTER TABLE reconciliation_results ALTER COLUMN listed_at SET NOT NULL;

ALTER TABLE mismatches ADD COLUMN listed_at timestamptz(3);
UPDATE mismatches SET listed_at = detected_at;
ALTER TABLE mismatches ALTER COLUMN listed_at SET NOT NULL;

CREATE FUNCTION list_result() RETURNS trigger
  LANGUAGE plpgsql AS
$$
BEGIN
  NEW.listed_at := CASE TG_OP WHEN 'INSERT' THEN NEW.first_event_time ELSE OLD.listed_at END;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION list_result() IS
  'Trigger function that gives a result its place in the lists when it comes, and keeps it.';

CREATE FUNCTION list_mismatch() RETURNS trigger
  LANGUAGE plpgsql AS
$$
BEGIN
  NEW.listed_at := CASE TG_OP WHEN 'INSERT' THEN NEW.detected_at ELSE OLD.listed_at END;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION list_mismatch() IS
  'Trigger function that gives a break its place in the lists when it comes, and keeps it.';

CREATE TRIGGER reconciliation_results_listed
  BEFORE INSERT OR UPDATE ON reconciliation_results
  FOR EACH ROW EXECUTE FUNCTION list_result();
CREATE TRIGGER mismatches_listed
  BEFORE INSERT OR UPDATE ON mismatches
  FOR EACH ROW EXECUTE FUNCTION list_mismatch();

COMMENT ON COLUMN reconciliation_results.listed_at IS 'The place in the lists: first_event_time in the first version that came. Never changes.';
COMMENT ON COLUMN mismatches.listed_at IS 'The place in the lists: detected_at in the first version that came. Never changes.';

-- Lists run newest first, with the id to break ties, alone or within one value of a filter.
DROP INDEX reconciliation_results_decided_at_idx;
DROP INDEX reconciliation_results_status_idx;
CREATE INDEX reconciliation_results_listed_at_idx
  ON reconciliation_results (listed_at DESC, txn_id DESC);
CREATE INDEX reconciliation_results_status_idx
  ON reconciliation_results (status, listed_at DESC, txn_id DESC);
CREATE INDEX reconciliation_results_currency_amount_idx
  ON reconciliation_results (currency, amount);

DROP INDEX mismatches_detected_at_idx;
DROP INDEX mismatches_state_idx;
DROP INDEX mismatches_severity_idx;
DROP INDEX mismatches_type_idx;
DROP INDEX mismatches_deviating_idx;
CREATE INDEX mismatches_listed_at_idx ON mismatches (listed_at DESC, mismatch_id DESC);
CREATE INDEX mismatches_state_idx ON mismatches (state, listed_at DESC, mismatch_id DESC);
CREATE INDEX mismatches_severity_idx ON mismatches (severity, listed_at DESC, mismatch_id DESC);
CREATE INDEX mismatches_type_idx ON mismatches (type, listed_at DESC, mismatch_id DESC);

-- Text is searched by how it begins. Raw events are stored unchecked, and a B-tree takes no value
-- that is too long: so only as much of a text as a valid one has is in its index.
CREATE INDEX reconciliation_results_txn_id_prefix_idx
  ON reconciliation_results (txn_id text_pattern_ops);
DROP INDEX mismatches_txn_id_idx;
CREATE INDEX mismatches_txn_id_idx ON mismatches (txn_id text_pattern_ops);
DROP INDEX raw_events_account_id_idx;
CREATE INDEX raw_events_account_id_prefix_idx
  ON raw_events (left(account_id, 128) text_pattern_ops);
CREATE INDEX raw_events_reference_number_prefix_idx
  ON raw_events (left(reference_number, 128) text_pattern_ops)
  WHERE reference_number IS NOT NULL;
