-- Shares out as before, at the size of a whole award: how many works each panel has is counted once for all of them, not
-- anew for every work that waits for a panel. One work is shared out by itself where it alone changed.
DROP FUNCTION share_out(text);--> statement-breakpoint
CREATE FUNCTION share_out(round text, work text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  DELETE FROM panel_entries h USING entries e
  WHERE h.round_id = round AND (work IS NULL OR h.entry_id = work) AND e.id = h.entry_id AND NOT EXISTS (
    SELECT FROM panel_categories c WHERE c.panel_id = h.panel_id AND c.category_id = e.category_id);
  WITH works AS MATERIALIZED (
    SELECT e.id, e.category_id, row_number() OVER (PARTITION BY e.category_id ORDER BY e.id) AS place
    FROM round_entries r JOIN entries e ON e.id = r.entry_id
    WHERE r.round_id = round AND (work IS NULL OR r.entry_id = work) AND NOT EXISTS (
      SELECT FROM panel_entries h WHERE h.round_id = round AND h.entry_id = r.entry_id)),
  wanting AS MATERIALIZED (SELECT category_id, count(*) AS works FROM works GROUP BY category_id),
  had AS MATERIALIZED (
    SELECT h.panel_id, e.category_id, count(*) AS works FROM panel_entries h JOIN entries e ON e.id = h.entry_id
    WHERE h.round_id = round AND e.category_id IN (SELECT category_id FROM wanting)
    GROUP BY h.panel_id, e.category_id),
  held AS MATERIALIZED (
    SELECT c.category_id, p.id, p.position, w.works, coalesce(d.works, 0) AS has
    FROM panel_categories c JOIN panels p ON p.id = c.panel_id JOIN wanting w ON w.category_id = c.category_id
    LEFT JOIN had d ON d.panel_id = p.id AND d.category_id = c.category_id
    WHERE c.round_id = round),
  turns AS (
    SELECT category_id, id, row_number() OVER (PARTITION BY category_id ORDER BY has + turn, position, id) AS place
    FROM held, generate_series(1, works) AS turn)
  INSERT INTO panel_entries (round_id, entry_id, panel_id)
  SELECT round, w.id, t.id FROM works w JOIN turns t USING (category_id, place)
  ON CONFLICT DO NOTHING
$$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION work_changes_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM share_out(r.round_id, NEW.id) FROM round_entries r WHERE r.entry_id = NEW.id;
  RETURN NULL;
END $$;
