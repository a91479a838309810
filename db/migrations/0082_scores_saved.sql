-- A judge saves after every change, and a write that may insert or update sets off the triggers of both: the one that met
-- no row says so at once, and of an update only the points can differ, so that its trigger asks no more than it must.
CREATE OR REPLACE FUNCTION score_stays() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new.sheet_id <> old.sheet_id then
    perform refuse('scores_of_sheet', 'scores', old.sheet_id);
  end if;
  perform refuse('scores_of_category', 'scores', old.sheet_id);
  return null;
end $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION scores_of_category() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  given record;
begin
  if not exists (select from written) then
    return null;
  end if;
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
CREATE FUNCTION scores_changed() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  beyond text;
begin
  select w.sheet_id into beyond
  from written w join criteria c on c.id = w.criterion_id
  where w.points > c.max_points
  limit 1;
  if found then
    perform refuse('scores_within_scale', 'scores', beyond);
  end if;
  if exists (select from written w join score_sheets s on s.id = w.sheet_id where s.state = 'submitted') then
    update score_sheets s set state = s.state
    where s.id in (select sheet_id from written) and s.state = 'submitted'
      and s.total is distinct from (select sum(points) from scores p where p.sheet_id = s.id);
  end if;
  return null;
end $$;--> statement-breakpoint
DROP TRIGGER scores_of_sheet ON scores;--> statement-breakpoint
CREATE TRIGGER scores_of_sheet BEFORE UPDATE OF sheet_id, criterion_id ON scores FOR EACH ROW
  WHEN (new.sheet_id <> old.sheet_id OR new.criterion_id <> old.criterion_id) EXECUTE FUNCTION score_stays();--> statement-breakpoint
DROP TRIGGER scores_of_category_updated ON scores;--> statement-breakpoint
CREATE TRIGGER scores_of_category_updated AFTER UPDATE ON scores REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION scores_changed();
