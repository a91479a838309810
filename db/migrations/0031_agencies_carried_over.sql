-- each statement by itself
-- Where accounts work since they are there: of where they worked before nothing is known.
INSERT INTO "user_agencies" ("id", "user_id", "agency_id", "text", "since")
  SELECT 'uag_' || left(replace(gen_random_uuid()::text, '-', ''), 20), u.id, g.id, g.name, u.created_at
  FROM "users" u JOIN "agencies" g ON g.id = u.agency_id
  FOR SHARE OF u
  ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO "user_names" ("user_id", "name_key", "name", "since")
  SELECT "id", "name_key", "name", "created_at" FROM "users" WHERE "name_key" <> ''
  FOR SHARE
  ON CONFLICT DO NOTHING;--> statement-breakpoint
DO $$
DECLARE
  done text := '';
  upto text;
BEGIN
  LOOP
    SELECT max(id) INTO upto FROM (SELECT id FROM entries WHERE id > done ORDER BY id LIMIT 2000) part;
    EXIT WHEN upto IS NULL;
    INSERT INTO entry_agencies (entry_id, agency_id, text, position, lead)
      SELECT id, agency_id, agency_text, 1, true FROM entries
      WHERE id > done AND id <= upto AND (agency_id IS NOT NULL OR agency_text <> '')
      FOR SHARE
      ON CONFLICT DO NOTHING;
    COMMIT;
    done := upto;
  END LOOP;
END $$;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_agency" ON "users" ("agency_id");
