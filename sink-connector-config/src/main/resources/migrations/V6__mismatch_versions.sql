-- Every version of every break. The sink writes mismatches alone; the database appends here.

CREATE TABLE mismatch_versions (
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
  CONSTRAINT mismatch_versions_pkey PRIMARY KEY (mismatch_id, version)
);

INSERT INTO mismatch_versions
  SELECT mismatch_id, version, txn_id, type, missing_source, state, resolution, severity,
    core_value, gateway_value, mobile_value, deviating, amount_at_risk, currency, window_start,
    deadline, detected_at, resolved_at, rule_version, evidence
  FROM mismatches;

CREATE FUNCTION append_mismatch_version() RETURNS trigger
  LANGUAGE plpgsql AS
$$
BEGIN
  INSERT INTO mismatch_versions VALUES (
    NEW.mismatch_id, NEW.version, NEW.txn_id, NEW.type, NEW.missing_source, NEW.state,
    NEW.resolution, NEW.severity, NEW.core_value, NEW.gateway_value, NEW.mobile_value,
    NEW.deviating, NEW.amount_at_risk, NEW.currency, NEW.window_start, NEW.deadline,
    NEW.detected_at, NEW.resolved_at, NEW.rule_version, NEW.evidence)
  ON CONFLICT DO NOTHING;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION append_mismatch_version() IS
  'Trigger function that appends the version of a break that is being written, if it is not there.';

-- Triggers fire in the order of their names: this one comes before the one that drops an update by
-- an older version, so that a version that comes late is kept all the same. An upsert fires the
-- triggers for INSERT in any case.
CREATE TRIGGER mismatches_append_version
  BEFORE INSERT OR UPDATE ON mismatches
  FOR EACH ROW EXECUTE FUNCTION append_mismatch_version();

COMMENT ON TABLE mismatch_versions IS
  'Every version of every break that has come, in whatever order. Rows never change.';
COMMENT ON COLUMN mismatch_versions.mismatch_id IS 'The break.';
COMMENT ON COLUMN mismatch_versions.version IS 'Starts at 1 and grows by one with every published change of this break.';
COMMENT ON COLUMN mismatch_versions.txn_id IS 'The transaction whose legs disagree.';
COMMENT ON COLUMN mismatch_versions.type IS 'What disagrees; UNKNOWN stands for a type that this version does not know.';
COMMENT ON COLUMN mismatch_versions.missing_source IS 'The source that has not reported; set for MISSING alone.';
COMMENT ON COLUMN mismatch_versions.state IS 'OPEN or RESOLVED.';
COMMENT ON COLUMN mismatch_versions.resolution IS 'Why the break is closed; null while it is open.';
COMMENT ON COLUMN mismatch_versions.severity IS 'LOW, MEDIUM, HIGH or CRITICAL, by the rules in force.';
COMMENT ON COLUMN mismatch_versions.core_value IS 'What CORE reported for the compared field, as text; null where it has not reported. May hold personal data.';
COMMENT ON COLUMN mismatch_versions.gateway_value IS 'What GATEWAY reported for the compared field, as text. May hold personal data.';
COMMENT ON COLUMN mismatch_versions.mobile_value IS 'What MOBILE reported for the compared field, as text. May hold personal data.';
COMMENT ON COLUMN mismatch_versions.deviating IS 'The sources outside the majority.';
COMMENT ON COLUMN mismatch_versions.amount_at_risk IS 'How much money the break puts at risk, in currency.';
COMMENT ON COLUMN mismatch_versions.currency IS 'ISO 4217 code of amount_at_risk.';
COMMENT ON COLUMN mismatch_versions.window_start IS 'The earliest event time of the transaction''s legs.';
COMMENT ON COLUMN mismatch_versions.deadline IS 'When a leg that is not there counts as missing.';
COMMENT ON COLUMN mismatch_versions.detected_at IS 'Wall-clock time at which the break was last opened.';
COMMENT ON COLUMN mismatch_versions.resolved_at IS 'Wall-clock time at which the break was closed; null while it is open.';
COMMENT ON COLUMN mismatch_versions.rule_version IS 'The version of the rules that decided.';
COMMENT ON COLUMN mismatch_versions.evidence IS 'Where each leg can be read: topic-partition@offset.';
