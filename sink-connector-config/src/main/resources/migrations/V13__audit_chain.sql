-- What a chain needs that several instances write at the same time, and after an outage.

ALTER TABLE audit_logs
  ADD COLUMN event_id uuid NOT NULL,
  ADD COLUMN subject  text,
  ADD COLUMN detail   text,
  ADD CONSTRAINT audit_logs_event_id_key UNIQUE (event_id);

CREATE INDEX audit_logs_trace_id_idx ON audit_logs (trace_id);

-- Also where a session plays replica, which switches ordinary triggers off.
ALTER TABLE audit_logs ENABLE ALWAYS TRIGGER audit_logs_append_only;

COMMENT ON COLUMN audit_logs.event_id IS
  'Made where it happened: an event that is delivered again after an outage is no second row.';
COMMENT ON COLUMN audit_logs.subject IS
  'The issuer''s stable id of the user; null where no token named one.';
COMMENT ON COLUMN audit_logs.detail IS
  'Why, or what else there is to say, in a few words without personal data; may be null.';
COMMENT ON COLUMN audit_logs.action IS
  'LOGIN, READ, READ_PERSONAL_DATA, EXPORT, CASE_ACTION, CONFIGURATION_CHANGE, THREAT or UNRECORDED.';
COMMENT ON COLUMN audit_logs.hash IS
  'SHA-256 over the text threeway-audit-1, sequence (8 bytes, big-endian), previous_hash, and the event: occurred_at (ms since 1970, 8 bytes), event_id (16 bytes), user_name, subject, the number of roles (4 bytes) and each role, action, resource, outcome, address, trace_id, detail. A text is its length in bytes (4 bytes, -1 for null) and its UTF-8.';
