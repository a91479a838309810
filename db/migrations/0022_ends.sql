-- A reading ends at a moment, for a reason out of a list, by somebody; a sheet can be struck once its round is closed; a
-- conflict can end. What is known of before: the log of events says who gave a reading back; an organizer who did is one
-- who imposed it, and what no event tells of was found when the works were assigned.
ALTER TABLE "assignments" ADD COLUMN "ended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "ended_why" text;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "ended_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE "assignments" a SET "ended_at" = a.recused_at, "ended_note" = a.recusal_reason, "ended_by" = v.actor,
  "ended_why" = CASE
    WHEN v.actor IS NULL THEN 'conflict'
    WHEN v.actor <> a.judge_id THEN 'imposed'
    WHEN EXISTS (
      SELECT FROM conflicts c
      WHERE c.judge_id = a.judge_id AND c.entry_id = a.entry_id AND c.origin = 'recused') THEN 'recused'
    ELSE 'conflict' END
FROM "assignments" b LEFT JOIN LATERAL (
  SELECT u.id AS actor FROM audit_events e JOIN users u ON u.id = e.actor_id
  WHERE e.subject_id = b.id AND e.kind = 'assignment.recused' ORDER BY e.id DESC LIMIT 1) v ON true
WHERE b.id = a.id AND a.recused_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "users" ("id") NOT VALID;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_ended_why_known" CHECK
  ("ended_why" IN ('recused', 'conflict', 'imposed', 'planned-away', 'replaced', 'struck')) NOT VALID;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_ended" CHECK (("ended_at" IS NULL) = ("ended_why" IS NULL)
  AND ("ended_at" IS NOT NULL OR ("ended_by" IS NULL AND "ended_note" = ''))) NOT VALID;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_in_step" CHECK ("ended_at" IS NOT DISTINCT FROM "recused_at") NOT VALID;--> statement-breakpoint

-- The columns of before say the same, whichever are written.
CREATE FUNCTION assignments_in_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was timestamptz := CASE TG_OP WHEN 'UPDATE' THEN OLD.ended_at END;
BEGIN
  IF NEW.ended_at IS NOT DISTINCT FROM was AND NEW.recused_at IS DISTINCT FROM was THEN
    NEW.ended_at := NEW.recused_at;
    NEW.ended_why := CASE WHEN NEW.recused_at IS NOT NULL THEN 'recused' END;
    NEW.ended_note := coalesce(NEW.recusal_reason, '');
  END IF;
  IF NEW.ended_at IS NULL THEN
    NEW.ended_why := NULL;
    NEW.ended_by := NULL;
    NEW.ended_note := '';
  END IF;
  NEW.recused_at := NEW.ended_at;
  NEW.recusal_reason := coalesce(nullif(NEW.ended_note, ''), NEW.ended_why);
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER assignments_in_step BEFORE INSERT OR
  UPDATE OF "recused_at", "recusal_reason", "ended_at", "ended_why", "ended_by", "ended_note" ON "assignments"
  FOR EACH ROW EXECUTE FUNCTION assignments_in_step();--> statement-breakpoint

ALTER TABLE "score_sheets" ADD COLUMN "struck_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD COLUMN "struck_by" text;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD COLUMN "struck_why" text;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_struck_by_users_id_fk" FOREIGN KEY ("struck_by") REFERENCES "users" ("id") NOT VALID;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_struck" CHECK ("struck_at" IS NULL AND "struck_by" IS NULL AND "struck_why" IS NULL
  OR "struck_at" IS NOT NULL AND "struck_by" IS NOT NULL AND "struck_why" <> '' AND "state" = 'submitted') NOT VALID;--> statement-breakpoint

ALTER TABLE "conflicts" ADD COLUMN "ended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "users" ("id") NOT VALID;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_ended" CHECK (("ended_at" IS NULL) = ("ended_by" IS NULL) AND "ended_at" >= "created_at") NOT VALID;--> statement-breakpoint
-- One that has ended may be stated again.
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_constraint WHERE conname = 'conflicts_once' AND conrelid = 'conflicts'::regclass) THEN
    ALTER TABLE "conflicts" DROP CONSTRAINT "conflicts_once";
    CREATE UNIQUE INDEX "conflicts_once" ON "conflicts" ("edition_id", "judge_id", "entry_id", "agency_id", "author_key")
      NULLS NOT DISTINCT WHERE "ended_at" IS NULL;
  END IF;
END $$;--> statement-breakpoint

-- What counts, said once: of a sheet its state and whether it was struck, of its reading whether it has ended.
CREATE FUNCTION sheet_counts(state text, struck_at timestamptz, ended_at timestamptz) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN state = 'submitted' AND struck_at IS NULL AND ended_at IS NULL;--> statement-breakpoint
CREATE VIEW "counting_sheets" AS
  SELECT s.id, s.assignment_id, s.round_id, s.entry_id, s.judge_id, s.total, s.note, s.flags, s.submitted_at, s.updated_at,
    a.panel_id, a.position, a.wave
  FROM score_sheets s JOIN assignments a ON a.id = s.assignment_id
  WHERE sheet_counts(s.state, s.struck_at, a.ended_at);
