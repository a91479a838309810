-- What was done with a round, row by row: opened, extended, closed, reopened. Of before is known what the log of events
-- says, and when a round was closed; until when it was opened then is not.
CREATE TABLE "round_moves" (
  "id" bigserial PRIMARY KEY NOT NULL,
  "round_id" text NOT NULL,
  "move" text NOT NULL,
  "at" timestamp (3) with time zone DEFAULT now() NOT NULL,
  "by" text,
  "reason" text DEFAULT '' NOT NULL,
  "closes_at" timestamp (3) with time zone,
  CONSTRAINT "round_moves_move_known" CHECK ("move" IN ('opened', 'extended', 'closed', 'reopened')),
  CONSTRAINT "round_moves_reason" CHECK ("move" IN ('opened', 'closed') OR "reason" <> ''),
  CONSTRAINT "round_moves_closes" CHECK (CASE "move" WHEN 'closed' THEN "closes_at" IS NULL
    WHEN 'opened' THEN true ELSE "closes_at" IS NOT NULL END),
  CONSTRAINT "round_moves_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "rounds" ("id"),
  CONSTRAINT "round_moves_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "users" ("id")
);--> statement-breakpoint
CREATE INDEX "round_moves_round" ON "round_moves" ("round_id", "at");--> statement-breakpoint
CREATE INDEX "round_moves_by" ON "round_moves" ("by");--> statement-breakpoint
INSERT INTO "round_moves" ("round_id", "move", "at", "by")
  SELECT r.id, split_part(v.kind, '.', 2), v.at, u.id
  FROM audit_events v JOIN rounds r ON r.id = v.subject_id LEFT JOIN users u ON u.id = v.actor_id
  WHERE v.kind IN ('round.opened', 'round.closed') ORDER BY v.id;--> statement-breakpoint
INSERT INTO "round_moves" ("round_id", "move", "at")
  SELECT r.id, 'closed', r.closed_at FROM rounds r
  WHERE r.closed_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM "round_moves" m WHERE m.round_id = r.id AND m.move = 'closed');--> statement-breakpoint
CREATE FUNCTION round_moves_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of round_moves are only inserted'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'round_moves_append_only', TABLE = 'round_moves';
END $$;--> statement-breakpoint
CREATE TRIGGER round_moves_append_only BEFORE UPDATE OR DELETE ON "round_moves" FOR EACH ROW
  EXECUTE FUNCTION round_moves_append_only();
