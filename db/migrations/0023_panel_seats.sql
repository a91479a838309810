-- Who sat in a panel and since when: seats are ended, not deleted. `panel_judges` is the seats that are live, and takes
-- the writes of landed code: what it takes out and puts back within a transaction stays the seat it was.
CREATE TABLE "panel_seats" (
  "id" text PRIMARY KEY NOT NULL,
  "panel_id" text NOT NULL,
  "judge_id" text NOT NULL,
  "chair" boolean DEFAULT false NOT NULL,
  "max_entries" integer,
  "max_minutes" integer,
  "languages" text[],
  "since" timestamp (3) with time zone DEFAULT now() NOT NULL,
  "until" timestamp (3) with time zone,
  "replaced_by" text,
  CONSTRAINT "panel_seats_of_panel" UNIQUE ("id", "panel_id"),
  CONSTRAINT "panel_seats_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "panels" ("id") ON DELETE CASCADE,
  CONSTRAINT "panel_seats_judge_id_users_id_fk" FOREIGN KEY ("judge_id") REFERENCES "users" ("id"),
  CONSTRAINT "panel_seats_replaced_by" FOREIGN KEY ("replaced_by", "panel_id") REFERENCES "panel_seats" ("id", "panel_id"),
  CONSTRAINT "panel_seats_caps" CHECK (coalesce("max_entries", 1) > 0 AND coalesce("max_minutes", 1) > 0),
  CONSTRAINT "panel_seats_languages_codes" CHECK (array_to_string("languages", ',', '?') ~ '^[a-z]{2,3}(,[a-z]{2,3})*$'),
  CONSTRAINT "panel_seats_until" CHECK ("until" >= "since"),
  CONSTRAINT "panel_seats_replaced" CHECK ("replaced_by" IS NULL OR ("until" IS NOT NULL AND "replaced_by" <> "id"))
);--> statement-breakpoint
LOCK TABLE "panel_judges" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
INSERT INTO "panel_seats" ("id", "panel_id", "judge_id", "chair", "max_entries", "max_minutes", "languages", "since")
  SELECT 'sea_' || left(replace(gen_random_uuid()::text, '-', ''), 20), j.panel_id, j.judge_id, j.chair, j.max_entries,
    j.max_minutes, j.languages, coalesce(v.at, r.created_at)
  FROM "panel_judges" j JOIN panels p ON p.id = j.panel_id JOIN rounds r ON r.id = p.round_id
  LEFT JOIN LATERAL (
    SELECT min(e.at) AS at FROM audit_events e WHERE e.subject_id = p.id AND e.kind = 'panel.created') v ON true;--> statement-breakpoint
DROP TABLE "panel_judges";--> statement-breakpoint
DROP FUNCTION IF EXISTS seat_left();--> statement-breakpoint
CREATE UNIQUE INDEX "panel_seats_live" ON "panel_seats" ("panel_id", "judge_id") WHERE "until" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "panel_seats_one_chair" ON "panel_seats" ("panel_id") WHERE "chair" AND "until" IS NULL;--> statement-breakpoint
CREATE INDEX "panel_seats_panel" ON "panel_seats" ("panel_id", "judge_id");--> statement-breakpoint
CREATE INDEX "panel_seats_judge" ON "panel_seats" ("judge_id");--> statement-breakpoint
CREATE INDEX "panel_seats_replaced_by" ON "panel_seats" ("replaced_by");--> statement-breakpoint
CREATE VIEW "panel_judges" AS
  SELECT panel_id, judge_id, chair, max_entries, max_minutes, languages FROM panel_seats WHERE until IS NULL;--> statement-breakpoint
CREATE FUNCTION panel_judges_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE panel_seats SET until = now() WHERE panel_id = OLD.panel_id AND judge_id = OLD.judge_id AND until IS NULL;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    UPDATE panel_seats SET chair = NEW.chair, max_entries = NEW.max_entries, max_minutes = NEW.max_minutes,
      languages = NEW.languages
    WHERE panel_id = OLD.panel_id AND judge_id = OLD.judge_id AND until IS NULL;
    RETURN NEW;
  END IF;
  UPDATE panel_seats SET until = NULL, chair = coalesce(NEW.chair, false), max_entries = NEW.max_entries,
    max_minutes = NEW.max_minutes, languages = NEW.languages
  WHERE panel_id = NEW.panel_id AND judge_id = NEW.judge_id AND until = now()::timestamptz(3);
  IF NOT FOUND THEN
    INSERT INTO panel_seats (id, panel_id, judge_id, chair, max_entries, max_minutes, languages)
    VALUES ('sea_' || left(replace(gen_random_uuid()::text, '-', ''), 20), NEW.panel_id, NEW.judge_id,
      coalesce(NEW.chair, false), NEW.max_entries, NEW.max_minutes, NEW.languages);
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER panel_judges_written INSTEAD OF INSERT OR UPDATE OR DELETE ON "panel_judges" FOR EACH ROW
  EXECUTE FUNCTION panel_judges_written();--> statement-breakpoint

-- Whoever has readings open in a round sits in one of its panels. A sheet that was sent stays when its judge leaves.
CREATE FUNCTION panel_seats_readings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  round text := (SELECT round_id FROM panels WHERE id = OLD.panel_id);
BEGIN
  IF EXISTS (
    SELECT FROM assignments a LEFT JOIN score_sheets s ON s.assignment_id = a.id
    WHERE a.judge_id = OLD.judge_id AND a.ended_at IS NULL AND s.state IS DISTINCT FROM 'submitted'
      AND (round IS NULL OR a.round_id = round)
      AND NOT EXISTS (
        SELECT FROM panel_seats j JOIN panels p ON p.id = j.panel_id
        WHERE p.round_id = a.round_id AND j.judge_id = a.judge_id AND j.until IS NULL))
  THEN
    RAISE EXCEPTION 'judge % has open readings and no seat in the round', OLD.judge_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'panel_judges_seat', TABLE = 'panel_judges';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER panel_judges_seat AFTER DELETE OR UPDATE OF "until", "panel_id", "judge_id" ON "panel_seats"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION panel_seats_readings();
