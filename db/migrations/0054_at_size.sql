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
END $$;--> statement-breakpoint
-- A judge saves after every change: one question where there were two, and no second one for a sheet that is not handed in.
CREATE OR REPLACE FUNCTION scores_of_category() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  given record;
begin
  select
    min(w.sheet_id) filter (where c.id is null) as of_another,
    min(w.sheet_id) filter (where w.points > c.max_points) as beyond,
    bool_or(s.state = 'submitted') as handed_in
  into given
  from written w
  join score_sheets s on s.id = w.sheet_id
  join entries e on e.id = s.entry_id
  left join criteria c on c.id = w.criterion_id and c.category_id = e.category_id;
  if given.of_another is not null then
    perform refuse('scores_of_category', 'scores', given.of_another);
  elsif given.beyond is not null then
    perform refuse('scores_within_scale', 'scores', given.beyond);
  elsif given.handed_in then
    -- One that is not (yet) what its points say is looked at again at commit, by score_sheets_whole.
    update score_sheets s set state = s.state
    where s.id in (select sheet_id from written) and s.state = 'submitted'
      and s.total is distinct from (select sum(points) from scores p where p.sheet_id = s.id);
  end if;
  return null;
end $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_whole_sheet(sheet text) RETURNS void LANGUAGE plpgsql AS $$
declare
  held record;
begin
  select s.total is distinct from given.total as sum_wrong, given.count <> asked.count as parts_wrong into held
  from score_sheets s,
    lateral (select count(*) as count, sum(points) as total from scores where sheet_id = s.id) as given,
    lateral (
      select count(*) as count
      from entries e join criteria c on c.category_id = e.category_id
      where e.id = s.entry_id) as asked
  where s.id = sheet and s.state = 'submitted';
  if held.sum_wrong then
    perform refuse('score_sheets_sum', 'score_sheets', sheet);
  elsif held.parts_wrong then
    perform refuse('score_sheets_whole', 'score_sheets', sheet);
  end if;
end $$;
