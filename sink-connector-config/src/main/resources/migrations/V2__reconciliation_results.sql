-- What has been decided about each transaction: the newest version, one row for each txn_id.

CREATE TABLE reconciliation_results (
  txn_id           text           NOT NULL,
  version          integer        NOT NULL,
  status           text           NOT NULL,
  has_core         boolean        NOT NULL,
  has_gateway      boolean        NOT NULL,
  has_mobile       boolean        NOT NULL,
  amount           numeric(19, 4) NOT NULL,
  currency         text           NOT NULL,
  open_breaks      integer        NOT NULL,
  first_event_time timestamptz(3) NOT NULL,
  last_event_time  timestamptz(3) NOT NULL,
  deadline         timestamptz(3) NOT NULL,
  decided_at       timestamptz(3) NOT NULL,
  rule_version     text           NOT NULL,
  CONSTRAINT reconciliation_results_pkey PRIMARY KEY (txn_id),
  CONSTRAINT reconciliation_results_status_check
    CHECK (status IN ('UNKNOWN', 'PENDING', 'MATCHED', 'MATCHED_WITHIN_TOLERANCE', 'MISMATCHED'))
);

-- Lists run newest first, with txn_id to break ties, alone or within a status.
CREATE INDEX reconciliation_results_decided_at_idx
  ON reconciliation_results (decided_at DESC, txn_id DESC);
CREATE INDEX reconciliation_results_status_idx
  ON reconciliation_results (status, decided_at DESC, txn_id DESC);

-- The sink redelivers after a fault and on a replay: what is older than the row changes nothing.
CREATE TRIGGER reconciliation_results_newer_version_wins
  BEFORE UPDATE ON reconciliation_results
  FOR EACH ROW WHEN (NEW.version < OLD.version)
  EXECUTE FUNCTION keep_stored_row();

COMMENT ON TABLE reconciliation_results IS
  'What has been decided about each transaction: the newest version of its result.';
COMMENT ON COLUMN reconciliation_results.txn_id IS 'The transaction.';
COMMENT ON COLUMN reconciliation_results.version IS 'Starts at 1 and grows by one with every published result of this transaction; an older version never replaces a newer one.';
COMMENT ON COLUMN reconciliation_results.status IS 'PENDING, MATCHED, MATCHED_WITHIN_TOLERANCE or MISMATCHED; UNKNOWN stands for one that this version does not know.';
COMMENT ON COLUMN reconciliation_results.has_core IS 'CORE has reported.';
COMMENT ON COLUMN reconciliation_results.has_gateway IS 'GATEWAY has reported.';
COMMENT ON COLUMN reconciliation_results.has_mobile IS 'MOBILE has reported.';
COMMENT ON COLUMN reconciliation_results.amount IS 'The amount on file: CORE''s, or else GATEWAY''s, or else MOBILE''s.';
COMMENT ON COLUMN reconciliation_results.currency IS 'ISO 4217 code of amount.';
COMMENT ON COLUMN reconciliation_results.open_breaks IS 'How many breaks are open.';
COMMENT ON COLUMN reconciliation_results.first_event_time IS 'The earliest event time of the transaction''s legs.';
COMMENT ON COLUMN reconciliation_results.last_event_time IS 'The latest event time of the transaction''s legs.';
COMMENT ON COLUMN reconciliation_results.deadline IS 'When a leg that is not there counts as missing.';
COMMENT ON COLUMN reconciliation_results.decided_at IS 'Wall-clock time of this decision.';
COMMENT ON COLUMN reconciliation_results.rule_version IS 'The version of the rules that decided.';
