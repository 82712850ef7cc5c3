-- Who did what when: an append-only chain, each row sealed by a hash over itself and the row before.

CREATE TABLE audit_logs (
  sequence      bigint         NOT NULL,
  occurred_at   timestamptz(3) NOT NULL,
  user_name     text           NOT NULL,
  roles         text[]         NOT NULL,
  action        text           NOT NULL,
  resource      text           NOT NULL,
  outcome       text           NOT NULL,
  address       text,
  trace_id      text,
  previous_hash bytea          NOT NULL,
  hash          bytea          NOT NULL,
  CONSTRAINT audit_logs_pkey PRIMARY KEY (sequence),
  CONSTRAINT audit_logs_sequence_check CHECK (sequence > 0),
  CONSTRAINT audit_logs_outcome_check CHECK (outcome IN ('ALLOWED', 'DENIED', 'FAILED')),
  CONSTRAINT audit_logs_previous_hash_check CHECK (octet_length(previous_hash) = 32),
  CONSTRAINT audit_logs_hash_check CHECK (octet_length(hash) = 32)
);

CREATE INDEX audit_logs_occurred_at_idx ON audit_logs (occurred_at DESC, sequence DESC);
CREATE INDEX audit_logs_user_name_idx ON audit_logs (user_name, occurred_at DESC);
CREATE INDEX audit_logs_action_idx ON audit_logs (action, occurred_at DESC);

CREATE FUNCTION refuse_change() RETURNS trigger
  LANGUAGE plpgsql AS
$$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END
$$;
COMMENT ON FUNCTION refuse_change() IS
  'Trigger function that refuses, with an error, to change or delete what is stored.';

CREATE TRIGGER audit_logs_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_logs
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

COMMENT ON TABLE audit_logs IS
  'Who did what when. Rows are appended and never changed; each is sealed by a hash over itself and the row before.';
COMMENT ON COLUMN audit_logs.sequence IS 'The row''s place in the chain, from 1, without gaps.';
COMMENT ON COLUMN audit_logs.occurred_at IS 'When it happened.';
COMMENT ON COLUMN audit_logs.user_name IS 'Who did it.';
COMMENT ON COLUMN audit_logs.roles IS 'The roles the user had at that moment.';
COMMENT ON COLUMN audit_logs.action IS 'What was done, or tried.';
COMMENT ON COLUMN audit_logs.resource IS 'What it was done to.';
COMMENT ON COLUMN audit_logs.outcome IS 'ALLOWED, DENIED or FAILED.';
COMMENT ON COLUMN audit_logs.address IS 'The network address the request came from; null for what the system did itself.';
COMMENT ON COLUMN audit_logs.trace_id IS 'The trace id of the request; null for what the system did itself.';
COMMENT ON COLUMN audit_logs.previous_hash IS 'hash of the row before; 32 zero bytes in the first row.';
COMMENT ON COLUMN audit_logs.hash IS 'SHA-256 over the other columns of this row, previous_hash included.';
