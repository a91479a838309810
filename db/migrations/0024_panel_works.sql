-- Which panel reads a work of a round stands in a row of its own, so that several panels may share a category. Where a
-- category has one panel, that reads all of it; of those of before each has one.
ALTER TABLE "panel_categories" DROP CONSTRAINT "panel_categories_round_id_category_id_pk";--> statement-breakpoint
ALTER TABLE "panel_categories" ADD CONSTRAINT "panel_categories_panel_id_category_id_pk" PRIMARY KEY ("panel_id", "category_id");--> statement-breakpoint
CREATE INDEX "panel_categories_round" ON "panel_categories" ("round_id", "category_id");--> statement-breakpoint
DO $$ BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_index i
    WHERE i.indrelid = 'panels'::regclass AND i.indisunique AND i.indimmediate AND i.indnkeyatts = 2
      AND (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a
        WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)) = '{id,round_id}')
  THEN ALTER TABLE "panels" ADD CONSTRAINT "panels_of_round" UNIQUE ("id", "round_id"); END IF;
END $$;--> statement-breakpoint
CREATE TABLE "panel_entries" (
  "round_id" text NOT NULL,
  "entry_id" text NOT NULL,
  "panel_id" text NOT NULL,
  CONSTRAINT "panel_entries_round_id_entry_id_pk" PRIMARY KEY ("round_id", "entry_id"),
  CONSTRAINT "panel_entries_of_round" FOREIGN KEY ("round_id", "entry_id") REFERENCES "round_entries" ("round_id", "entry_id") ON DELETE CASCADE,
  CONSTRAINT "panel_entries_panel_of_round" FOREIGN KEY ("panel_id", "round_id") REFERENCES "panels" ("id", "round_id") ON DELETE CASCADE
);--> statement-breakpoint
CREATE INDEX "panel_entries_panel" ON "panel_entries" ("panel_id", "entry_id");--> statement-breakpoint

-- Gives every work of a round that no panel reads to a panel of its category: one after the other, in the order of their
-- ids, to the panel that has the fewest. A work whose panel reads its category no more is given anew.
CREATE FUNCTION share_out(round text) RETURNS void LANGUAGE sql AS $$
  DELETE FROM panel_entries h USING entries e
  WHERE h.round_id = round AND e.id = h.entry_id AND NOT EXISTS (
    SELECT FROM panel_categories c WHERE c.panel_id = h.panel_id AND c.category_id = e.category_id);
  WITH works AS (
    SELECT e.id, e.category_id, row_number() OVER (PARTITION BY e.category_id ORDER BY e.id) AS place
    FROM round_entries r JOIN entries e ON e.id = r.entry_id
    WHERE r.round_id = round AND NOT EXISTS (
      SELECT FROM panel_entries h WHERE h.round_id = round AND h.entry_id = e.id)),
  wanting AS (SELECT category_id, count(*) AS works FROM works GROUP BY category_id),
  held AS (
    SELECT c.category_id, p.id, p.position, w.works, (
      SELECT count(*) FROM panel_entries h JOIN entries e ON e.id = h.entry_id
      WHERE h.panel_id = p.id AND e.category_id = c.category_id) AS has
    FROM panel_categories c JOIN panels p ON p.id = c.panel_id JOIN wanting w ON w.category_id = c.category_id
    WHERE c.round_id = round),
  turns AS (
    SELECT category_id, id, row_number() OVER (PARTITION BY category_id ORDER BY has + turn, position, id) AS place
    FROM held, generate_series(1, works) AS turn)
  INSERT INTO panel_entries (round_id, entry_id, panel_id)
  SELECT round, w.id, t.id FROM works w JOIN turns t USING (category_id, place)
  ON CONFLICT DO NOTHING
$$;--> statement-breakpoint
SELECT share_out(id) FROM "rounds";--> statement-breakpoint

CREATE FUNCTION works_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM share_out(r.round_id) FROM (SELECT DISTINCT round_id FROM new_rows) r;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER round_entries_shared AFTER INSERT ON "round_entries" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION works_come();--> statement-breakpoint

-- A further panel of a category takes its part of the works that nobody was given yet; the others stay where they are.
CREATE FUNCTION panel_takes_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM panel_entries h USING new_rows n, entries e
  WHERE h.round_id = n.round_id AND h.panel_id <> n.panel_id AND e.id = h.entry_id AND e.category_id = n.category_id
    AND NOT EXISTS (SELECT FROM assignments a WHERE a.round_id = h.round_id AND a.entry_id = h.entry_id);
  PERFORM share_out(r.round_id) FROM (SELECT DISTINCT round_id FROM new_rows) r;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER panel_categories_taken AFTER INSERT ON "panel_categories" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION panel_takes_category();--> statement-breakpoint

CREATE FUNCTION panel_leaves_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM share_out(r.id) FROM rounds r WHERE r.id IN (SELECT round_id FROM old_rows);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER panel_categories_left AFTER DELETE ON "panel_categories" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION panel_leaves_category();--> statement-breakpoint

CREATE FUNCTION work_changes_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM share_out(r.round_id) FROM round_entries r WHERE r.entry_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER entries_category_shared AFTER UPDATE OF "category_id" ON "entries" FOR EACH ROW
  WHEN (OLD.category_id IS DISTINCT FROM NEW.category_id) EXECUTE FUNCTION work_changes_category();
