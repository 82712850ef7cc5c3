-- The breaks: the newest version, one row for each mismatch_id.

CREATE TABLE mismatches (
  mismatch_id    text           NOT NULL,
  version        integer        NOT NULL,
  txn_id         text           NOT NULL,
  type           text           NOT NULL,
  missing_source text,
  state          text           NOT NULL,
  resolution     text,
  severity       text           NOT NULL,
  core_value     text,
  gateway_value  text,
  mobile_value   text,
  deviating      text[]         NOT NULL,
  amount_at_risk numeric(19, 4) NOT NULL,
  currency       text           NOT NULL,
  window_start   timestamptz(3) NOT NULL,
  deadline       timestamptz(3) NOT NULL,
  detected_at    timestamptz(3) NOT NULL,
  resolved_at    timestamptz(3),
  rule_version   text           NOT NULL,
  evidence       text[]         NOT NULL,
  CONSTRAINT mismatches_pkey PRIMARY KEY (mismatch_id),
  CONSTRAINT mismatches_type_check
    CHECK (type IN ('UNKNOWN', 'CURRENCY', 'AMOUNT', 'STATUS', 'ACCOUNT', 'TIMESTAMP', 'MISSING',
      'DUPLICATE')),
  CONSTRAINT mismatches_missing_source_check
    CHECK (missing_source IN ('UNKNOWN', 'CORE', 'GATEWAY', 'MOBILE')),
  CONSTRAINT mismatches_state_check CHECK (state IN ('UNKNOWN', 'OPEN', 'RESOLVED')),
  CONSTRAINT mismatches_resolution_check
    CHECK (resolution IN ('UNKNOWN', 'AUTO_CORRECTED', 'AUTO_LATE_ARRIVAL')),
  CONSTRAINT mismatches_severity_check
    CHECK (severity IN ('UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'))
);

-- Lists run newest first, with mismatch_id to break ties, alone or within one value of a filter.
CREATE INDEX mismatches_detected_at_idx ON mismatches (detected_at DESC, mismatch_id DESC);
CREATE INDEX mismatches_state_idx ON mismatches (state, detected_at DESC, mismatch_id DESC);
CREATE INDEX mismatches_severity_idx ON mismatches (severity, detected_at DESC, mismatch_id DESC);
CREATE INDEX mismatches_type_idx ON mismatches (type, detected_at DESC, mismatch_id DESC);
CREATE INDEX mismatches_amount_at_risk_idx ON mismatches (currency, amount_at_risk DESC);
CREATE INDEX mismatches_deviating_idx ON mismatches USING gin (deviating);
CREATE INDEX mismatches_txn_id_idx ON mismatches (txn_id);

-- The sink redelivers after a fault and on a replay: what is older than the row changes nothing.
CREATE TRIGGER mismatches_newer_version_wins
  BEFORE UPDATE ON mismatches
  FOR EACH ROW WHEN (NEW.version < OLD.version)
  EXECUTE FUNCTION keep_stored_row();

COMMENT ON TABLE mismatches IS
  'The breaks, which are confirmed disagreements between the legs of a transaction: the newest version of each.';
COMMENT ON COLUMN mismatches.mismatch_id IS 'Name-based UUID of txn_id, type and, for MISSING, the source.';
COMMENT ON COLUMN mismatches.version IS 'Starts at 1 and grows by one with every published change of this break; an older version never replaces a newer one.';
COMMENT ON COLUMN mismatches.txn_id IS 'The transaction whose legs disagree.';
COMMENT ON COLUMN mismatches.type IS 'What disagrees; UNKNOWN stands for a type that this version does not know.';
COMMENT ON COLUMN mismatches.missing_source IS 'The source that has not reported; set for MISSING alone.';
COMMENT ON COLUMN mismatches.state IS 'OPEN or RESOLVED.';
COMMENT ON COLUMN mismatches.resolution IS 'Why the break is closed; null while it is open.';
COMMENT ON COLUMN mismatches.severity IS 'LOW, MEDIUM, HIGH or CRITICAL, by the rules in force.';
COMMENT ON COLUMN mismatches.core_value IS 'What CORE reported for the compared field, as text; null where it has not reported. May hold personal data.';
COMMENT ON COLUMN mismatches.gateway_value IS 'What GATEWAY reported for the compared field, as text. May hold personal data.';
COMMENT ON COLUMN mismatches.mobile_value IS 'What MOBILE reported for the compared field, as text. May hold personal data.';
COMMENT ON COLUMN mismatches.deviating IS 'The sources outside the majority.';
COMMENT ON COLUMN mismatches.amount_at_risk IS 'How much money the break puts at risk, in currency.';
COMMENT ON COLUMN mismatches.currency IS 'ISO 4217 code of amount_at_risk.';
COMMENT ON COLUMN mismatches.window_start IS 'The earliest event time of the transaction''s legs.';
COMMENT ON COLUMN mismatches.deadline IS 'When a leg that is not there counts as missing.';
COMMENT ON COLUMN mismatches.detected_at IS 'Wall-clock time at which the break was last opened.';
COMMENT ON COLUMN mismatches.resolved_at IS 'Wall-clock time at which the break was closed; null while it is open.';
COMMENT ON COLUMN mismatches.rule_version IS 'The version of the rules that decided.';
COMMENT ON COLUMN mismatches.evidence IS 'Where each leg can be read: topic-partition@offset.';
