-- Every leg as its source published it, one row for each record of the input topics.

-- Keeps the stored row: for BEFORE UPDATE triggers that refuse an update without an error, so that
-- the sink's upsert of a record that is already there, or is older, is a no-op and not a failed task.
CREATE FUNCTION keep_stored_row() RETURNS trigger
  LANGUAGE plpgsql AS
$$
BEGIN
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION keep_stored_row() IS
  'Trigger function that drops an update and leaves the stored row as it is.';

-- The sources are not validated here: whatever the record says is stored, so no text is limited in
-- length, and the indexes on free text are hash indexes, which take a value of any length.
CREATE TABLE raw_events (
  kafka_topic      text           NOT NULL,
  kafka_partition  integer        NOT NULL,
  kafka_offset     bigint         NOT NULL,
  kafka_timestamp  timestamptz(3),
  event_id         text           NOT NULL,
  txn_id           text           NOT NULL,
  source           text           NOT NULL,
  amount           numeric(19, 4) NOT NULL,
  currency         text           NOT NULL,
  status           text           NOT NULL,
  event_time       timestamptz(3) NOT NULL,
  account_id       text           NOT NULL,
  bank_code        text,
  channel          text,
  transaction_type text,
  reference_number text,
  description      text,
  CONSTRAINT raw_events_pkey PRIMARY KEY (kafka_topic, kafka_partition, kafka_offset),
  CONSTRAINT raw_events_source_check
    CHECK (source IN ('UNKNOWN', 'CORE', 'GATEWAY', 'MOBILE')),
  CONSTRAINT raw_events_status_check
    CHECK (status IN ('UNKNOWN', 'SUCCESS', 'FAILED', 'PENDING')),
  CONSTRAINT raw_events_channel_check
    CHECK (channel IN ('UNKNOWN', 'UPI', 'ATM', 'ONLINE', 'MOBILE', 'BRANCH', 'POS')),
  CONSTRAINT raw_events_transaction_type_check
    CHECK (transaction_type IN
      ('UNKNOWN', 'TRANSFER', 'DEPOSIT', 'WITHDRAWAL', 'PAYMENT', 'REFUND'))
);

CREATE INDEX raw_events_txn_id_idx ON raw_events USING hash (txn_id);
CREATE INDEX raw_events_account_id_idx ON raw_events USING hash (account_id);
CREATE INDEX raw_events_event_time_idx ON raw_events USING brin (event_time);

-- A record never changes once it is on its topic, so neither does its row.
CREATE TRIGGER raw_events_inserted_once
  BEFORE UPDATE ON raw_events
  FOR EACH ROW EXECUTE FUNCTION keep_stored_row();

COMMENT ON TABLE raw_events IS
  'Every leg as its source published it: one row for each readable record of core_txns, gateway_txns and mobile_txns, valid or not. Rows never change.';
COMMENT ON COLUMN raw_events.kafka_topic IS 'The topic that the record is on.';
COMMENT ON COLUMN raw_events.kafka_partition IS 'The partition that the record is on.';
COMMENT ON COLUMN raw_events.kafka_offset IS 'The record''s offset in its partition.';
COMMENT ON COLUMN raw_events.kafka_timestamp IS 'The record''s own timestamp, as Kafka holds it.';
COMMENT ON COLUMN raw_events.event_id IS 'The source''s own identifier of this report.';
COMMENT ON COLUMN raw_events.txn_id IS 'The transaction that is reported.';
COMMENT ON COLUMN raw_events.source IS 'The system that reports; UNKNOWN stands for one that this version does not know.';
COMMENT ON COLUMN raw_events.amount IS 'The amount in units of the currency.';
COMMENT ON COLUMN raw_events.currency IS 'ISO 4217 alphabetic code, as reported.';
COMMENT ON COLUMN raw_events.status IS 'What became of the transaction, as far as the source knows.';
COMMENT ON COLUMN raw_events.event_time IS 'When the source saw the transaction.';
COMMENT ON COLUMN raw_events.account_id IS 'The account that is debited or credited. Personal data.';
COMMENT ON COLUMN raw_events.bank_code IS 'The bank''s routing code; null where the source gives none.';
COMMENT ON COLUMN raw_events.channel IS 'How the customer started the transaction; null where the source gives none.';
COMMENT ON COLUMN raw_events.transaction_type IS 'What kind of transaction it is; null where the source gives none.';
COMMENT ON COLUMN raw_events.reference_number IS 'The payment reference that the customer sees; null where the source gives none.';
COMMENT ON COLUMN raw_events.description IS 'Free text; null where the source gives none.';
