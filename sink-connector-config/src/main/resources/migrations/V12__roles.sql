-- Who may do what. The owner of the tables, which is the role that migrates, may do everything;
-- the sinks write, the API reads, and neither can change the tables. They are roles to be granted:
-- give the users of the sinks and of the API these, and no more.
DO
$$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['threeway_sink', 'threeway_api'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role);
    END IF;
  END LOOP;
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO threeway_sink, threeway_api;

GRANT SELECT, INSERT, UPDATE ON raw_events, reconciliation_results_open, mismatches
  TO threeway_sink;
GRANT EXECUTE ON FUNCTION keep_history(date) TO threeway_sink;

GRANT SELECT ON raw_events, reconciliation_results, mismatches, audit_logs TO threeway_api;
GRANT INSERT ON audit_logs TO threeway_api;

DO
$$
BEGIN
  -- The sink writes mismatches alone; the versions are appended by a trigger, as the table's owner.
  IF to_regclass('mismatch_versions') IS NOT NULL THEN
    GRANT SELECT ON mismatch_versions TO threeway_api;
    ALTER FUNCTION append_mismatch_version() SECURITY DEFINER SET search_path = public, pg_temp;
  END IF;
END
$$;
