-- How many readings each judge has in each panel, has begun and has sent, counted as they change: the list of rounds, the
-- overview and the page of a round show them with every visit, and counting 100,000 sheets anew took most of their time.
-- A row a judge, so that two judges who send at once do not wait for each other.
CREATE TABLE "reading_counts" (
  "panel_id" text NOT NULL,
  "judge_id" text NOT NULL,
  "round_id" text NOT NULL,
  "assigned" integer DEFAULT 0 NOT NULL,
  "begun" integer DEFAULT 0 NOT NULL,
  "submitted" integer DEFAULT 0 NOT NULL,
  CONSTRAINT "reading_counts_panel_id_judge_id_pk" PRIMARY KEY ("panel_id", "judge_id"),
  CONSTRAINT "reading_counts_panel_of_round" FOREIGN KEY ("panel_id", "round_id") REFERENCES "panels" ("id", "round_id") ON DELETE CASCADE,
  CONSTRAINT "reading_counts_judge_id_users_id_fk" FOREIGN KEY ("judge_id") REFERENCES "users" ("id"),
  CONSTRAINT "reading_counts_begun_least" CHECK ("begun" >= 0),
  CONSTRAINT "reading_counts_submitted_least" CHECK ("submitted" >= 0),
  CONSTRAINT "reading_counts_within" CHECK ("begun" + "submitted" <= "assigned")
);--> statement-breakpoint
CREATE INDEX "reading_counts_round" ON "reading_counts" ("round_id", "judge_id");--> statement-breakpoint
CREATE FUNCTION count_readings(panel text, judge text, assigned integer, begun integer, submitted integer)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reading_counts c
  SET assigned = c.assigned + count_readings.assigned, begun = c.begun + count_readings.begun,
    submitted = c.submitted + count_readings.submitted
  WHERE c.panel_id = panel AND c.judge_id = judge;
  IF NOT FOUND AND count_readings.assigned > 0 THEN
    INSERT INTO reading_counts AS c (panel_id, judge_id, round_id, assigned, begun, submitted)
    SELECT p.id, judge, p.round_id, count_readings.assigned, count_readings.begun, count_readings.submitted
    FROM panels p WHERE p.id = panel
    ON CONFLICT (panel_id, judge_id) DO UPDATE SET assigned = c.assigned + excluded.assigned,
      begun = c.begun + excluded.begun, submitted = c.submitted + excluded.submitted;
  END IF;
END $$;--> statement-breakpoint
CREATE FUNCTION readings_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_readings(g.panel_id, g.judge_id, g.works, 0, 0)
  FROM (
    SELECT panel_id, judge_id, count(*)::integer AS works FROM written WHERE ended_at IS NULL
    GROUP BY panel_id, judge_id ORDER BY panel_id, judge_id) g;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION readings_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Those with a sheet are kept by its foreign key.
  PERFORM count_readings(g.panel_id, g.judge_id, -g.works, 0, 0)
  FROM (
    SELECT panel_id, judge_id, count(*)::integer AS works FROM written WHERE ended_at IS NULL
    GROUP BY panel_id, judge_id ORDER BY panel_id, judge_id) g;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION reading_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  begun integer := 0;
  sent integer := 0;
BEGIN
  SELECT (s.state = 'draft')::integer, sheet_counts(s.state, s.struck_at, NULL)::integer INTO begun, sent
  FROM score_sheets s WHERE s.assignment_id = NEW.id;
  begun := coalesce(begun, 0);
  sent := coalesce(sent, 0);
  IF OLD.ended_at IS NULL THEN
    PERFORM count_readings(OLD.panel_id, OLD.judge_id, -1, -begun, -sent);
  END IF;
  IF NEW.ended_at IS NULL THEN
    PERFORM count_readings(NEW.panel_id, NEW.judge_id, 1, begun, sent);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION sheet_moved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reading record;
  begun integer := 0;
  sent integer := 0;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    begun := begun - (OLD.state = 'draft')::integer;
    sent := sent - sheet_counts(OLD.state, OLD.struck_at, NULL)::integer;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    begun := begun + (NEW.state = 'draft')::integer;
    sent := sent + sheet_counts(NEW.state, NEW.struck_at, NULL)::integer;
  END IF;
  -- Locked, as whoever ends a reading locks it: of both at once each would count what the other takes away.
  SELECT panel_id, judge_id INTO reading FROM assignments
  WHERE id = coalesce(NEW.assignment_id, OLD.assignment_id) AND ended_at IS NULL FOR NO KEY UPDATE;
  IF FOUND THEN
    PERFORM count_readings(reading.panel_id, reading.judge_id, 0, begun, sent);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER assignments_counted AFTER INSERT ON "assignments" REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION readings_given();--> statement-breakpoint
CREATE TRIGGER assignments_uncounted AFTER DELETE ON "assignments" REFERENCING OLD TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION readings_taken();--> statement-breakpoint
CREATE TRIGGER assignments_recounted AFTER UPDATE ON "assignments" FOR EACH ROW
  WHEN ((OLD.ended_at IS NULL) <> (NEW.ended_at IS NULL)
    OR OLD.panel_id <> NEW.panel_id OR OLD.judge_id <> NEW.judge_id)
  EXECUTE FUNCTION reading_changed();--> statement-breakpoint
CREATE TRIGGER score_sheets_counted AFTER INSERT OR DELETE ON "score_sheets" FOR EACH ROW
  EXECUTE FUNCTION sheet_moved();--> statement-breakpoint
CREATE TRIGGER score_sheets_recounted AFTER UPDATE ON "score_sheets" FOR EACH ROW
  WHEN (OLD.state <> NEW.state OR (OLD.struck_at IS NULL) <> (NEW.struck_at IS NULL))
  EXECUTE FUNCTION sheet_moved();--> statement-breakpoint
-- The triggers keep writers away until this is done, so that nothing is counted twice or not at all.
INSERT INTO "reading_counts" ("panel_id", "judge_id", "round_id", "assigned", "begun", "submitted")
SELECT a.panel_id, a.judge_id, a.round_id, count(*), count(*) FILTER (WHERE s.state = 'draft'),
  count(*) FILTER (WHERE sheet_counts(s.state, s.struck_at, NULL))
FROM assignments a LEFT JOIN score_sheets s ON s.assignment_id = a.id
WHERE a.ended_at IS NULL
GROUP BY a.panel_id, a.judge_id, a.round_id;
