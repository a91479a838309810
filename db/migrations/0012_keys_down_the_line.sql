-- Keys that hold a child against both its parents, and triggers for what no key can say. Where a row that is there breaks
-- one, it stops before anything is changed.
DO $$
declare
  rule record;
  broken text;
begin
  for rule in select * from (values
    ('Submitted sheets without a score for every criterion, or with a total that is not their sum', $q$
      select s.id from score_sheets s join entries e on e.id = s.entry_id
      where s.state = 'submitted' and (
        s.total is distinct from (select sum(p.points) from scores p where p.sheet_id = s.id)
        or (select count(*) from scores p where p.sheet_id = s.id)
          <> (select count(*) from criteria c where c.category_id = e.category_id))$q$),
    ('Sheets with points outside the criteria of the entry''s category', $q$
      select p.sheet_id from scores p
      join score_sheets s on s.id = p.sheet_id
      join entries e on e.id = s.entry_id
      left join criteria c on c.id = p.criterion_id and c.category_id = e.category_id
      where c.id is null or p.points > c.max_points$q$),
    ('Assignments of judges who sit in no panel of the round', $q$
      select a.id from assignments a
      where a.recused_at is null and not exists (
        select 1 from panel_judges j join panels p on p.id = j.panel_id
        where p.round_id = a.round_id and j.judge_id = a.judge_id)$q$),
    ('Editions published without a live publication, or the other way', $q$
      select e.id from editions e
      where (e.published_at is not null) <> exists (
        select 1 from publications p where p.edition_id = e.id and p.retracted_at is null)$q$),
    ('Agencies that are their own successor over some steps', $q$
      with recursive line(start, id) as (
        select id, successor_id from agencies where successor_id is not null
        union select l.start, a.successor_id from line l join agencies a on a.id = l.id
        where a.successor_id is not null)
      select start from line where start = id$q$),
    ('Agencies with another name that is the name of a different one', $q$
      select a.id from agencies a join agency_names n on n.name_key = a.name_key and n.agency_id <> a.id$q$),
    ('Ballots with a candidate outside the round or of another category', $q$
      select b.id from ballots b cross join unnest(b.candidates) as one(entry_id)
      left join round_entries i on i.round_id = b.round_id and i.entry_id = one.entry_id
      left join entries e on e.id = i.entry_id and e.category_id = b.category_id
      where e.id is null$q$),
    ('Ballots with one candidate twice', $q$
      select b.id from ballots b where cardinality(b.candidates) <> (
        select count(distinct one) from unnest(b.candidates) one)$q$)
  ) rules (what, search)
  loop
    execute format('select string_agg(id, '', '') from (select distinct id from (%s) found (id) limit 5) wrong',
      rule.search) into broken;
    if broken is not null then
      raise exception '%: %. Mend them, then start again.', rule.what, broken;
    end if;
  end loop;
end $$;
--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_of_edition" UNIQUE USING INDEX "categories_of_edition";
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_of_edition" UNIQUE USING INDEX "entries_of_edition";
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_of_category" UNIQUE USING INDEX "entries_of_category";
--> statement-breakpoint
ALTER TABLE "entry_authors" ADD CONSTRAINT "entry_authors_position" UNIQUE USING INDEX "entry_authors_position" DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "entry_parts" ADD CONSTRAINT "entry_parts_position" UNIQUE USING INDEX "entry_parts_position" DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "prior_awards" ADD CONSTRAINT "prior_awards_position" UNIQUE USING INDEX "prior_awards_position" DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_whole" UNIQUE USING INDEX "assignments_whole";
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_position" UNIQUE USING INDEX "assignments_position" DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_whole" UNIQUE USING INDEX "ballots_whole";
--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_once" UNIQUE USING INDEX "conflicts_once";
--> statement-breakpoint
ALTER TABLE "panels" ADD CONSTRAINT "panels_position" UNIQUE USING INDEX "panels_position" DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "panels" ADD CONSTRAINT "panels_of_round" UNIQUE USING INDEX "panels_of_round";
--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_of_edition" UNIQUE USING INDEX "rounds_of_edition";
--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_of_judge" UNIQUE USING INDEX "score_sheets_of_judge";
--> statement-breakpoint
ALTER TABLE "campaign_runs" ADD CONSTRAINT "campaign_runs_of_campaign" UNIQUE USING INDEX "campaign_runs_of_campaign";
--> statement-breakpoint
-- Sheets and minutes are not swept away with what they belong to.
ALTER TABLE "score_sheets" DROP CONSTRAINT "score_sheets_assignment_id_assignments_id_fk";
--> statement-breakpoint
ALTER TABLE "score_sheets" DROP CONSTRAINT "score_sheets_round_id_rounds_id_fk";
--> statement-breakpoint
ALTER TABLE "minutes" DROP CONSTRAINT "minutes_round_id_rounds_id_fk";
--> statement-breakpoint
ALTER TABLE "minutes" DROP CONSTRAINT "minutes_panel_id_panels_id_fk";
--> statement-breakpoint
ALTER TABLE "ballot_candidates" ADD CONSTRAINT "ballot_candidates_of_ballot" FOREIGN KEY ("ballot_id","round_id","category_id") REFERENCES "ballots"("id","round_id","category_id") ON DELETE cascade NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballot_candidates" ADD CONSTRAINT "ballot_candidates_in_round" FOREIGN KEY ("round_id","entry_id") REFERENCES "round_entries"("round_id","entry_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballot_candidates" ADD CONSTRAINT "ballot_candidates_of_category" FOREIGN KEY ("entry_id","category_id","edition_id") REFERENCES "entries"("id","category_id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_place" FOREIGN KEY ("province_frame","province_code") REFERENCES "provinces"("frame","code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "editions"("id") ON DELETE cascade NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_category_of_edition" FOREIGN KEY ("category_id","edition_id") REFERENCES "categories"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_panel_of_round" FOREIGN KEY ("panel_id","round_id") REFERENCES "panels"("id","round_id") ON DELETE cascade NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_round_of_edition" FOREIGN KEY ("round_id","edition_id") REFERENCES "rounds"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_category_of_edition" FOREIGN KEY ("category_id","edition_id") REFERENCES "categories"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_repeats_earlier" FOREIGN KEY ("repeats","round_id","category_id") REFERENCES "ballots"("id","round_id","category_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_entry_of_edition" FOREIGN KEY ("entry_id","edition_id") REFERENCES "entries"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "panel_categories" ADD CONSTRAINT "panel_categories_panel_of_round" FOREIGN KEY ("panel_id","round_id") REFERENCES "panels"("id","round_id") ON DELETE cascade NOT VALID;
--> statement-breakpoint
ALTER TABLE "panel_categories" ADD CONSTRAINT "panel_categories_round_of_edition" FOREIGN KEY ("round_id","edition_id") REFERENCES "rounds"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "panel_categories" ADD CONSTRAINT "panel_categories_category_of_edition" FOREIGN KEY ("category_id","edition_id") REFERENCES "categories"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "round_entries" ADD CONSTRAINT "round_entries_round_of_edition" FOREIGN KEY ("round_id","edition_id") REFERENCES "rounds"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "round_entries" ADD CONSTRAINT "round_entries_entry_of_edition" FOREIGN KEY ("entry_id","edition_id") REFERENCES "entries"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_of_sheet" FOREIGN KEY ("sheet_id","judge_id") REFERENCES "score_sheets"("id","judge_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "rounds"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_of_assignment" FOREIGN KEY ("assignment_id","round_id","entry_id","judge_id") REFERENCES "assignments"("id","round_id","entry_id","judge_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "rounds"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "behalf_entries" ADD CONSTRAINT "behalf_entries_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "provinces"("frame","code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD CONSTRAINT "bulk_entries_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "provinces"("frame","code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "campaign_mails" ADD CONSTRAINT "campaign_mails_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "provinces"("frame","code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "campaign_mails" ADD CONSTRAINT "campaign_mails_run_of_campaign" FOREIGN KEY ("run_id","campaign_id") REFERENCES "campaign_runs"("id","campaign_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "provinces"("frame","code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_of_edition" FOREIGN KEY ("entry_id","edition_id") REFERENCES "entries"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_frame_province_frames_frame_fk" FOREIGN KEY ("frame") REFERENCES "province_frames"("frame") NOT VALID;
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "provinces"("frame","code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_as_entered" FOREIGN KEY ("entry_id","category_id","edition_id") REFERENCES "entries"("id","category_id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_panel_of_round" FOREIGN KEY ("panel_id","round_id") REFERENCES "panels"("id","round_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "rounds"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "panels"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_round_of_edition" FOREIGN KEY ("round_id","edition_id") REFERENCES "rounds"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_category_of_edition" FOREIGN KEY ("category_id","edition_id") REFERENCES "categories"("id","edition_id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_of_round" FOREIGN KEY ("round_id") REFERENCES "rounds"("id") ON DELETE cascade NOT VALID;
--> statement-breakpoint
ALTER TABLE province_frames ADD CONSTRAINT province_frames_one_at_a_time
  EXCLUDE USING gist (daterange(valid_from, valid_to, '[]') WITH &&);
--> statement-breakpoint
-- Refuses as a constraint would: by name and table.
CREATE FUNCTION refuse(rule text, "table" text, what text) RETURNS void LANGUAGE plpgsql AS $$
begin
  raise exception using errcode = 'check_violation', constraint = rule, table = "table",
    message = format('"%s" violates the rule "%s"', "table", rule), detail = what;
end $$;
--> statement-breakpoint
CREATE FUNCTION assignment_seat() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if not exists (select 1 from panel_judges where panel_id = new.panel_id and judge_id = new.judge_id)
    and not exists (
      select 1 from panel_judges j join panels p on p.id = j.panel_id
      where j.judge_id = new.judge_id and p.round_id = new.round_id
        and (select open from panels where id = new.panel_id))
  then
    perform refuse('assignments_seat', 'assignments', format('%s does not sit there', new.judge_id));
  end if;
  if not exists (
    select 1 from entries e
    join panel_categories c on c.round_id = new.round_id and c.category_id = e.category_id
    where e.id = new.entry_id and c.panel_id = new.panel_id)
  then
    perform refuse('assignments_category', 'assignments', format('%s is of no category of the panel', new.entry_id));
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER assignments_seat AFTER INSERT OR UPDATE OF round_id, panel_id, entry_id, judge_id ON assignments
  FOR EACH ROW WHEN (new.recused_at IS NULL) EXECUTE FUNCTION assignment_seat();
--> statement-breakpoint
-- Deferred: a panel's judges are taken out and put in anew.
CREATE FUNCTION seat_left() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  round text := (select round_id from panels where id = old.panel_id);
begin
  if exists (
    select 1 from assignments a
    where a.judge_id = old.judge_id and a.recused_at is null and (round is null or a.round_id = round)
      and not exists (
        select 1 from panel_judges j join panels p on p.id = j.panel_id
        where p.round_id = a.round_id and j.judge_id = a.judge_id))
  then
    perform refuse('panel_judges_seat', 'panel_judges', format('%s has readings', old.judge_id));
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER panel_judges_seat AFTER DELETE OR UPDATE OF panel_id, judge_id ON panel_judges
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION seat_left();
--> statement-breakpoint
-- Once a statement, over the rows it wrote: a save writes a handful.
CREATE FUNCTION scores_of_category() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  wrong record;
begin
  select w.sheet_id, c.id is null as foreign_criterion into wrong
  from written w
  join score_sheets s on s.id = w.sheet_id
  join entries e on e.id = s.entry_id
  left join criteria c on c.id = w.criterion_id and c.category_id = e.category_id
  where c.id is null or w.points > c.max_points
  limit 1;
  if found then
    perform refuse(
      case when wrong.foreign_criterion then 'scores_of_category' else 'scores_within_scale' end, 'scores', wrong.sheet_id);
  end if;
  -- A sheet that is handed in and not (yet) what its points say is looked at again at commit, by score_sheets_whole.
  update score_sheets s set state = s.state
  where s.id in (select sheet_id from written) and s.state = 'submitted'
    and s.total is distinct from (select sum(points) from scores p where p.sheet_id = s.id);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER scores_of_category_inserted AFTER INSERT ON scores
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION scores_of_category();
--> statement-breakpoint
CREATE TRIGGER scores_of_category_updated AFTER UPDATE ON scores
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION scores_of_category();
--> statement-breakpoint
CREATE FUNCTION criterion_kept() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (
    select 1 from scores
    where criterion_id = new.id and (points > new.max_points or new.category_id <> old.category_id))
  then
    perform refuse('scores_within_scale', 'criteria', format('there are points on %s', new.id));
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER criteria_kept AFTER UPDATE ON criteria FOR EACH ROW
  WHEN (new.max_points < old.max_points OR new.category_id <> old.category_id)
  EXECUTE FUNCTION criterion_kept();
--> statement-breakpoint
CREATE FUNCTION scored_category_kept() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (select 1 from score_sheets s join scores p on p.sheet_id = s.id where s.entry_id = new.id) then
    perform refuse('scores_of_category', 'entries', format('there are points for %s', new.id));
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER entries_scored_category AFTER UPDATE OF category_id ON entries FOR EACH ROW
  WHEN (new.category_id IS DISTINCT FROM old.category_id) EXECUTE FUNCTION scored_category_kept();
--> statement-breakpoint
CREATE FUNCTION require_whole_sheet(sheet text) RETURNS void LANGUAGE plpgsql AS $$
declare
  held record;
  given record;
begin
  select s.state, s.total, s.entry_id into held from score_sheets s where s.id = sheet;
  if not found or held.state <> 'submitted' then
    return;
  end if;
  select count(*) as count, sum(points) as total into given from scores where sheet_id = sheet;
  if given.total is distinct from held.total then
    perform refuse('score_sheets_sum', 'score_sheets', sheet);
  end if;
  if given.count <> (
    select count(*) from entries e join criteria c on c.category_id = e.category_id where e.id = held.entry_id)
  then
    perform refuse('score_sheets_whole', 'score_sheets', sheet);
  end if;
end $$;
--> statement-breakpoint
CREATE FUNCTION sheet_whole() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform require_whole_sheet(new.id);
  return null;
end $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER score_sheets_whole AFTER INSERT OR UPDATE OF state, total, entry_id ON score_sheets
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.state = 'submitted') EXECUTE FUNCTION sheet_whole();
--> statement-breakpoint
-- What is handed in changes only by being taken back first.
CREATE FUNCTION sheet_kept() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform refuse('score_sheets_sum', 'score_sheets', format('%s is handed in', new.id));
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER score_sheets_kept AFTER UPDATE OF total ON score_sheets FOR EACH ROW
  WHEN (old.state = 'submitted' AND new.state = 'submitted' AND new.total IS DISTINCT FROM old.total)
  EXECUTE FUNCTION sheet_kept();
--> statement-breakpoint
CREATE FUNCTION scores_kept() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  sheet text;
begin
  select s.id into sheet from gone g join score_sheets s on s.id = g.sheet_id where s.state = 'submitted' limit 1;
  if found then
    perform refuse('score_sheets_whole', 'scores', format('%s is handed in', sheet));
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER scores_kept AFTER DELETE ON scores
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION scores_kept();
--> statement-breakpoint
CREATE FUNCTION score_stays() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform refuse('scores_of_sheet', 'scores', old.sheet_id);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER scores_of_sheet BEFORE UPDATE OF sheet_id ON scores FOR EACH ROW
  WHEN (new.sheet_id <> old.sheet_id) EXECUTE FUNCTION score_stays();
--> statement-breakpoint
CREATE FUNCTION criterion_new() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (
    select 1 from entries e join score_sheets s on s.entry_id = e.id
    where e.category_id = new.category_id and s.state = 'submitted'
      and not exists (select 1 from scores p where p.sheet_id = s.id and p.criterion_id = new.id))
  then
    perform refuse('score_sheets_whole', 'criteria', format('submitted sheets have no points on %s', new.id));
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER criteria_new AFTER INSERT OR UPDATE OF category_id ON criteria
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION criterion_new();
--> statement-breakpoint
INSERT INTO ballot_candidates (ballot_id, entry_id, round_id, category_id, edition_id, position)
SELECT b.id, one.entry_id, b.round_id, b.category_id, b.edition_id, one.position
FROM ballots b CROSS JOIN unnest(b.candidates) WITH ORDINALITY AS one (entry_id, position);
--> statement-breakpoint
CREATE FUNCTION candidates_of_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  delete from ballot_candidates where ballot_id = new.id;
  insert into ballot_candidates (ballot_id, entry_id, round_id, category_id, edition_id, position)
  select new.id, one.entry_id, new.round_id, new.category_id, new.edition_id, one.position
  from unnest(new.candidates) with ordinality as one (entry_id, position);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER ballots_candidates_new AFTER INSERT ON ballots
  FOR EACH ROW EXECUTE FUNCTION candidates_of_ballot();
--> statement-breakpoint
CREATE TRIGGER ballots_candidates AFTER UPDATE OF candidates ON ballots FOR EACH ROW
  WHEN (new.candidates IS DISTINCT FROM old.candidates) EXECUTE FUNCTION candidates_of_ballot();
--> statement-breakpoint
-- What is voted for is on the paper, each work once, no more of them than seats.
CREATE FUNCTION papers_of_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (
    select 1 from jsonb_array_elements(new.papers) as cast_one (paper)
    where jsonb_typeof(paper) <> 'array' or jsonb_array_length(paper) > new.seats
      or not paper <@ to_jsonb(new.candidates)
      or jsonb_array_length(paper) <> (select count(distinct work) from jsonb_array_elements(paper) as work))
  then
    perform refuse('ballots_papers', 'ballots', new.id);
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER ballots_papers AFTER INSERT OR UPDATE OF papers, candidates, seats ON ballots
  FOR EACH ROW EXECUTE FUNCTION papers_of_ballot();
--> statement-breakpoint
CREATE FUNCTION voter_seat() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if not exists (
    select 1 from ballots b
    join panel_categories c on c.round_id = b.round_id and c.category_id = b.category_id
    join panel_judges j on j.panel_id = c.panel_id
    where b.id = new.ballot_id and j.judge_id = new.judge_id)
  then
    perform refuse('ballot_voters_seat', 'ballot_voters', format('%s does not sit in the panel', new.judge_id));
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER ballot_voters_seat AFTER INSERT OR UPDATE ON ballot_voters
  FOR EACH ROW EXECUTE FUNCTION voter_seat();
--> statement-breakpoint
CREATE FUNCTION require_paper_a_voter(ballot text) RETURNS void LANGUAGE plpgsql AS $$
begin
  if (select jsonb_array_length(papers) from ballots where id = ballot)
    <> (select count(*) from ballot_voters where ballot_id = ballot)
  then
    perform refuse('ballots_paper_a_voter', 'ballots', ballot);
  end if;
end $$;
--> statement-breakpoint
CREATE FUNCTION paper_a_voter() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_table_name = 'ballots' then
    perform require_paper_a_voter(new.id);
  else
    perform require_paper_a_voter(case tg_op when 'DELETE' then old.ballot_id else new.ballot_id end);
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ballots_paper_a_voter AFTER INSERT OR UPDATE OF papers ON ballots
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION paper_a_voter();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ballot_voters_paper AFTER INSERT OR DELETE ON ballot_voters
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION paper_a_voter();
--> statement-breakpoint
CREATE FUNCTION published_as_such() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  edition text;
begin
  if tg_table_name = 'editions' then
    edition := new.id;
  elsif tg_op = 'DELETE' then
    edition := old.edition_id;
  else
    edition := new.edition_id;
  end if;
  if (select published_at is not null from editions where id = edition) <> exists (
    select 1 from publications where edition_id = edition and retracted_at is null)
  then
    perform refuse('editions_published_as_such', tg_table_name, edition);
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER editions_published_as_such AFTER INSERT OR UPDATE OF published_at ON editions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION published_as_such();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER publications_published_as_such AFTER INSERT OR UPDATE OR DELETE ON publications
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION published_as_such();
--> statement-breakpoint
-- One at a time: two that each look before the other is committed would close the circle together.
CREATE FUNCTION no_circle() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform pg_advisory_xact_lock(20261126, 1);
  if exists (
    with recursive line (id) as (
      select new.successor_id
      union
      select a.successor_id from agencies a join line l on a.id = l.id where a.successor_id is not null)
    select 1 from line where id = new.id)
  then
    perform refuse('agencies_no_circle', 'agencies', new.id);
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER agencies_no_circle AFTER INSERT OR UPDATE OF successor_id ON agencies FOR EACH ROW
  WHEN (new.successor_id IS NOT NULL) EXECUTE FUNCTION no_circle();
--> statement-breakpoint
-- A name is locked by one of 64 keys, so that an agency and an alias made at once see each other.
CREATE FUNCTION one_name() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform pg_advisory_xact_lock(20261127, hashtext(new.name_key) & 63);
  if tg_table_name = 'agencies' then
    if exists (select 1 from agency_names where name_key = new.name_key and agency_id <> new.id) then
      perform refuse('agencies_one_name', 'agencies', new.name_key);
    end if;
  elsif exists (select 1 from agencies where name_key = new.name_key and id <> new.agency_id) then
    perform refuse('agencies_one_name', 'agency_names', new.name_key);
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER agencies_one_name AFTER INSERT OR UPDATE OF name_key ON agencies
  FOR EACH ROW EXECUTE FUNCTION one_name();
--> statement-breakpoint
CREATE TRIGGER agency_names_one_name AFTER INSERT OR UPDATE OF name_key, agency_id ON agency_names
  FOR EACH ROW EXECUTE FUNCTION one_name();
--> statement-breakpoint
-- The record is only added to. Erasure and retention that the law asks for are done by the owner of the tables, inside a
-- transaction that says so (docs/operating.md): set local chungkhao.lawful_erasure = 'on'.
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if current_setting('chungkhao.lawful_erasure', true) = 'on'
    and pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'member')
  then
    if tg_op = 'UPDATE' then return new; end if;
    return old;
  end if;
  perform refuse(tg_table_name || '_append_only', tg_table_name, 'rows are only added');
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
  FOR EACH ROW EXECUTE FUNCTION append_only();
--> statement-breakpoint
CREATE TRIGGER audit_events_never_emptied BEFORE TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
--> statement-breakpoint
CREATE TRIGGER score_events_append_only BEFORE UPDATE OR DELETE ON score_events
  FOR EACH ROW EXECUTE FUNCTION append_only();
--> statement-breakpoint
CREATE TRIGGER score_events_never_emptied BEFORE TRUNCATE ON score_events
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
--> statement-breakpoint
CREATE TRIGGER publications_append_only BEFORE DELETE ON publications
  FOR EACH ROW EXECUTE FUNCTION append_only();
--> statement-breakpoint
CREATE TRIGGER publications_only_retracted BEFORE UPDATE ON publications FOR EACH ROW
  WHEN (old.retracted_at IS NOT NULL
    OR (new.id, new.edition_id, new.results, new.published_by, new.published_at)
      IS DISTINCT FROM (old.id, old.edition_id, old.results, old.published_by, old.published_at))
  EXECUTE FUNCTION append_only();
--> statement-breakpoint
CREATE TRIGGER publications_never_emptied BEFORE TRUNCATE ON publications
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
