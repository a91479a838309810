-- Rounds of an edition stand in an order of their own: several of one stage, each with its number, a name and the round
-- it follows. Those of before: the preliminary round is the first, the final one follows it.
ALTER TABLE "rounds" ADD COLUMN "number" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "name_vi" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "name_en" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "follows_id" text;--> statement-breakpoint
UPDATE "rounds" r SET "number" = o.place FROM (
  SELECT id, row_number() OVER (PARTITION BY edition_id ORDER BY stage = 'final', opens_at, id) AS place FROM "rounds") o
WHERE o.id = r.id;--> statement-breakpoint
UPDATE "rounds" r SET "follows_id" = b.id FROM "rounds" b
WHERE r.stage = 'final' AND b.edition_id = r.edition_id AND b.stage = 'preliminary';--> statement-breakpoint
ALTER TABLE "rounds" DROP CONSTRAINT "rounds_stage";--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_number" UNIQUE ("edition_id", "number") DEFERRABLE INITIALLY IMMEDIATE;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_number_positive" CHECK ("number" > 0);--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_follows_another" CHECK ("follows_id" <> "id");--> statement-breakpoint
DO $$ BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_index i
    WHERE i.indrelid = 'rounds'::regclass AND i.indisunique AND i.indimmediate AND i.indnkeyatts = 2
      AND (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a
        WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)) = '{edition_id,id}')
  THEN ALTER TABLE "rounds" ADD CONSTRAINT "rounds_of_edition" UNIQUE ("id", "edition_id"); END IF;
END $$;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_follows_of_edition" FOREIGN KEY ("follows_id", "edition_id")
  REFERENCES "rounds" ("id", "edition_id");--> statement-breakpoint
CREATE INDEX "rounds_follows" ON "rounds" ("follows_id");--> statement-breakpoint

-- Whoever names no number (0) comes last; two at once come one after the other.
CREATE FUNCTION rounds_come_last() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM editions WHERE id = NEW.edition_id FOR NO KEY UPDATE;
  NEW.number := (SELECT coalesce(max(number), 0) + 1 FROM rounds WHERE edition_id = NEW.edition_id);
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER rounds_come_last BEFORE INSERT ON "rounds" FOR EACH ROW WHEN (NEW.number = 0)
  EXECUTE FUNCTION rounds_come_last();--> statement-breakpoint

-- A round follows one of a lower number, however either is numbered later.
CREATE FUNCTION rounds_follow_upwards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM rounds r JOIN rounds b ON b.id = r.follows_id
    WHERE (r.id = NEW.id OR b.id = NEW.id) AND b.number >= r.number)
  THEN
    RAISE EXCEPTION 'round % follows, or is followed by, a round that does not stand before it', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'rounds_follow_upwards', TABLE = 'rounds';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER rounds_follow_upwards AFTER INSERT OR UPDATE OF "number", "follows_id" ON "rounds"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rounds_follow_upwards();--> statement-breakpoint

-- The works that came to a final: of every round of that stage.
CREATE VIEW "finalists" AS
  SELECT r.edition_id, e.round_id, e.entry_id FROM round_entries e JOIN rounds r ON r.id = e.round_id
  WHERE r.stage = 'final';
