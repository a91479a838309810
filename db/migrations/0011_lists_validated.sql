-- each statement by itself
UPDATE users SET email = lower(regexp_replace(email, '\s', '', 'g'))
WHERE email <> lower(email) OR email ~ '\s';
--> statement-breakpoint
UPDATE invitations SET email = lower(regexp_replace(email, '\s', '', 'g'))
WHERE email <> lower(email) OR email ~ '\s';
--> statement-breakpoint
UPDATE entry_authors SET email = lower(regexp_replace(email, '\s', '', 'g'))
WHERE email <> lower(email) OR email ~ '\s';
--> statement-breakpoint
UPDATE mail_messages SET recipient = lower(regexp_replace(recipient, '\s', '', 'g'))
WHERE recipient <> lower(recipient) OR recipient ~ '\s';
--> statement-breakpoint
UPDATE mail_preferences SET email = lower(regexp_replace(email, '\s', '', 'g'))
WHERE email <> lower(email) OR email ~ '\s';
--> statement-breakpoint
UPDATE invitees SET email = lower(regexp_replace(email, '\s', '', 'g'))
WHERE email <> lower(email) OR email ~ '\s';
--> statement-breakpoint
UPDATE behalf_entries SET author_email = lower(regexp_replace(author_email, '\s', '', 'g'))
WHERE author_email <> lower(author_email) OR author_email ~ '\s';
--> statement-breakpoint
-- … rows in one place in the order they were made in (older releases let two in), …
UPDATE entry_authors t SET position = n.place
FROM (
  SELECT id, entry_id, row_number() OVER (PARTITION BY entry_id ORDER BY position, id) AS place, position,
    count(*) OVER (PARTITION BY entry_id, position) > 1 OR position < 1 AS wrong
  FROM entry_authors
) n
WHERE t.id = n.id AND t.position <> n.place AND EXISTS (
  SELECT 1 FROM entry_authors a JOIN entry_authors b ON b.entry_id = a.entry_id AND b.position = a.position AND b.id <> a.id
  WHERE a.entry_id = n.entry_id);
--> statement-breakpoint
UPDATE entry_parts t SET position = n.place
FROM (
  SELECT id, entry_id, row_number() OVER (PARTITION BY entry_id ORDER BY position, id) AS place, position,
    count(*) OVER (PARTITION BY entry_id, position) > 1 OR position < 1 AS wrong
  FROM entry_parts
) n
WHERE t.id = n.id AND t.position <> n.place AND EXISTS (
  SELECT 1 FROM entry_parts a JOIN entry_parts b ON b.entry_id = a.entry_id AND b.position = a.position AND b.id <> a.id
  WHERE a.entry_id = n.entry_id);
--> statement-breakpoint
UPDATE prior_awards t SET position = n.place
FROM (
  SELECT id, entry_id, row_number() OVER (PARTITION BY entry_id ORDER BY position, id) AS place, position,
    count(*) OVER (PARTITION BY entry_id, position) > 1 OR position < 1 AS wrong
  FROM prior_awards
) n
WHERE t.id = n.id AND t.position <> n.place AND EXISTS (
  SELECT 1 FROM prior_awards a JOIN prior_awards b ON b.entry_id = a.entry_id AND b.position = a.position AND b.id <> a.id
  WHERE a.entry_id = n.entry_id);
--> statement-breakpoint
UPDATE panels t SET position = n.place
FROM (
  SELECT id, round_id, row_number() OVER (PARTITION BY round_id ORDER BY position, id) AS place, position,
    count(*) OVER (PARTITION BY round_id, position) > 1 OR position < 1 AS wrong
  FROM panels
) n
WHERE t.id = n.id AND t.position <> n.place AND EXISTS (
  SELECT 1 FROM panels a JOIN panels b ON b.round_id = a.round_id AND b.position = a.position AND b.id <> a.id
  WHERE a.round_id = n.round_id);
--> statement-breakpoint
UPDATE assignments t SET position = n.place
FROM (
  SELECT id, round_id, judge_id, row_number() OVER (PARTITION BY round_id, judge_id ORDER BY position, id) AS place, position,
    count(*) OVER (PARTITION BY round_id, judge_id, position) > 1 OR position < 1 AS wrong
  FROM assignments
) n
WHERE t.id = n.id AND t.position <> n.place AND EXISTS (
  SELECT 1 FROM assignments a JOIN assignments b ON b.round_id = a.round_id and b.judge_id = a.judge_id AND b.position = a.position AND b.id <> a.id
  WHERE a.round_id = n.round_id and a.judge_id = n.judge_id);
--> statement-breakpoint
-- … a conflict stated twice is the one stated first, …
DELETE FROM conflicts c USING conflicts o
WHERE o.edition_id = c.edition_id AND o.judge_id = c.judge_id AND o.entry_id IS NOT DISTINCT FROM c.entry_id
  AND o.agency_id IS NOT DISTINCT FROM c.agency_id AND o.author_key IS NOT DISTINCT FROM c.author_key
  AND (o.created_at, o.id) < (c.created_at, c.id);
--> statement-breakpoint
-- … an upload that is over has no id of one under way.
UPDATE media SET upload_id = NULL WHERE state <> 'uploading' AND upload_id IS NOT NULL;
--> statement-breakpoint
-- In batches, so that no judge waits for the whole table.
DO $$
declare filled int;
begin
  loop
    update round_entries t set edition_id = r.edition_id
    from rounds r, (select round_id, entry_id from round_entries where edition_id is null limit 5000) batch
    where r.id = t.round_id and t.round_id = batch.round_id and t.entry_id = batch.entry_id;
    get diagnostics filled = row_count;
    exit when filled = 0;
    commit;
  end loop;
end $$;
--> statement-breakpoint
UPDATE panel_categories t SET edition_id = r.edition_id FROM rounds r WHERE r.id = t.round_id AND t.edition_id IS NULL;
--> statement-breakpoint
UPDATE ballots t SET edition_id = r.edition_id FROM rounds r WHERE r.id = t.round_id AND t.edition_id IS NULL;
--> statement-breakpoint
UPDATE outcomes t SET edition_id = r.edition_id FROM rounds r WHERE r.id = t.round_id AND t.edition_id IS NULL;
--> statement-breakpoint
UPDATE reminders SET subject_id = subject_id WHERE round_id IS NULL AND edition_id IS NULL;
--> statement-breakpoint
-- What nobody can mend from here stops the migration with the table, the rule and the first rows.
DO $$
declare
  rule record;
  broken text;
begin
  for rule in
    select c.conrelid::regclass as name, c.conname, pg_get_expr(c.conbin, c.conrelid) as says,
      (select string_agg(quote_ident(a.attname), ', ' order by k.place)
        from pg_index i, unnest(i.indkey) with ordinality k (attnum, place), pg_attribute a
        where i.indrelid = c.conrelid and i.indisprimary and a.attrelid = c.conrelid and a.attnum = k.attnum) as key
    from pg_constraint c
    where c.contype = 'c' and not c.convalidated and c.connamespace = 'public'::regnamespace
  loop
    execute format(
      'select string_agg(key, ''; '') from (select concat_ws('', '', %s) as key from %s where not (%s) limit 5) wrong',
      rule.key, rule.name, rule.says) into broken;
    if broken is not null then
      raise exception 'Table % has rows that % does not allow: %. Mend or remove them, then start again.',
        rule.name, rule.conname, broken;
    end if;
  end loop;
end $$;
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_frame";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_province";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_days";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_role_known";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_email_clean";
--> statement-breakpoint
ALTER TABLE "link_tokens" VALIDATE CONSTRAINT "link_tokens_purpose_known";
--> statement-breakpoint
ALTER TABLE "link_tokens" VALIDATE CONSTRAINT "link_tokens_days";
--> statement-breakpoint
ALTER TABLE "rate_limits" VALIDATE CONSTRAINT "rate_limits_spent_least";
--> statement-breakpoint
ALTER TABLE "reminders" VALIDATE CONSTRAINT "reminders_kind_known";
--> statement-breakpoint
ALTER TABLE "reminders" VALIDATE CONSTRAINT "reminders_real_subject";
--> statement-breakpoint
ALTER TABLE "reminders" VALIDATE CONSTRAINT "reminders_real_day";
--> statement-breakpoint
ALTER TABLE "sessions" VALIDATE CONSTRAINT "sessions_days";
--> statement-breakpoint
ALTER TABLE "user_roles" VALIDATE CONSTRAINT "user_roles_frame";
--> statement-breakpoint
ALTER TABLE "user_roles" VALIDATE CONSTRAINT "user_roles_role_known";
--> statement-breakpoint
ALTER TABLE "users" VALIDATE CONSTRAINT "users_email_clean";
--> statement-breakpoint
ALTER TABLE "users" VALIDATE CONSTRAINT "users_locale_known";
--> statement-breakpoint
ALTER TABLE "audit_events" VALIDATE CONSTRAINT "audit_events_kind_form";
--> statement-breakpoint
ALTER TABLE "categories" VALIDATE CONSTRAINT "categories_medium_known";
--> statement-breakpoint
ALTER TABLE "categories" VALIDATE CONSTRAINT "categories_position_least";
--> statement-breakpoint
ALTER TABLE "categories" VALIDATE CONSTRAINT "categories_languages_codes";
--> statement-breakpoint
ALTER TABLE "categories" VALIDATE CONSTRAINT "categories_requirements_known";
--> statement-breakpoint
ALTER TABLE "categories" VALIDATE CONSTRAINT "categories_quota_known";
--> statement-breakpoint
ALTER TABLE "criteria" VALIDATE CONSTRAINT "criteria_position_least";
--> statement-breakpoint
ALTER TABLE "editions" VALIDATE CONSTRAINT "editions_provinces_see_known";
--> statement-breakpoint
ALTER TABLE "editions" VALIDATE CONSTRAINT "editions_number_least";
--> statement-breakpoint
ALTER TABLE "editions" VALIDATE CONSTRAINT "editions_year";
--> statement-breakpoint
ALTER TABLE "editions" VALIDATE CONSTRAINT "editions_grace_minutes_least";
--> statement-breakpoint
ALTER TABLE "editions" VALIDATE CONSTRAINT "editions_cap_per_author_least";
--> statement-breakpoint
ALTER TABLE "editions" VALIDATE CONSTRAINT "editions_next_entry_number_least";
--> statement-breakpoint
ALTER TABLE "editions" VALIDATE CONSTRAINT "editions_published_locked";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_frame";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_state_known";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_bucket_known";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_genre_known";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_screening_reason_known";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_return_fields_known";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_language";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_own_place";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_days";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_number_least";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_version_least";
--> statement-breakpoint
ALTER TABLE "entry_authors" VALIDATE CONSTRAINT "entry_authors_kind_known";
--> statement-breakpoint
ALTER TABLE "entry_authors" VALIDATE CONSTRAINT "entry_authors_standing_known";
--> statement-breakpoint
ALTER TABLE "entry_authors" VALIDATE CONSTRAINT "entry_authors_position_least";
--> statement-breakpoint
ALTER TABLE "entry_authors" VALIDATE CONSTRAINT "entry_authors_email_clean";
--> statement-breakpoint
ALTER TABLE "entry_parts" VALIDATE CONSTRAINT "entry_parts_position_least";
--> statement-breakpoint
ALTER TABLE "entry_parts" VALIDATE CONSTRAINT "entry_parts_minutes_least";
--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_upload";
--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_kind_known";
--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_state_known";
--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_part_bytes_least";
--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_duration_seconds_least";
--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_pages_least";
--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_width_least";
--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_height_least";
--> statement-breakpoint
ALTER TABLE "prior_awards" VALIDATE CONSTRAINT "prior_awards_position_least";
--> statement-breakpoint
ALTER TABLE "export_presets" VALIDATE CONSTRAINT "export_presets_kind_known";
--> statement-breakpoint
ALTER TABLE "exports" VALIDATE CONSTRAINT "exports_kind_known";
--> statement-breakpoint
ALTER TABLE "exports" VALIDATE CONSTRAINT "exports_locale_known";
--> statement-breakpoint
ALTER TABLE "exports" VALIDATE CONSTRAINT "exports_state_known";
--> statement-breakpoint
ALTER TABLE "exports" VALIDATE CONSTRAINT "exports_progress";
--> statement-breakpoint
ALTER TABLE "exports" VALIDATE CONSTRAINT "exports_rows_least";
--> statement-breakpoint
ALTER TABLE "exports" VALIDATE CONSTRAINT "exports_bytes_least";
--> statement-breakpoint
ALTER TABLE "assignment_plans" VALIDATE CONSTRAINT "assignment_plans_state_known";
--> statement-breakpoint
ALTER TABLE "assignment_plans" VALIDATE CONSTRAINT "assignment_plans_shares";
--> statement-breakpoint
ALTER TABLE "assignment_plans" VALIDATE CONSTRAINT "assignment_plans_budget_least";
--> statement-breakpoint
ALTER TABLE "assignments" VALIDATE CONSTRAINT "assignments_position_least";
--> statement-breakpoint
ALTER TABLE "assignments" VALIDATE CONSTRAINT "assignments_wave_least";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_kind_known";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_prize_known";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_state_known";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_edition_known";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_candidates_some";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_papers_list";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_count_time";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_repeats_another";
--> statement-breakpoint
ALTER TABLE "conflicts" VALIDATE CONSTRAINT "conflicts_origin_known";
--> statement-breakpoint
ALTER TABLE "panel_categories" VALIDATE CONSTRAINT "panel_categories_edition_known";
--> statement-breakpoint
ALTER TABLE "panel_judges" VALIDATE CONSTRAINT "panel_judges_languages_codes";
--> statement-breakpoint
ALTER TABLE "panels" VALIDATE CONSTRAINT "panels_position_least";
--> statement-breakpoint
ALTER TABLE "panels" VALIDATE CONSTRAINT "panels_signed_off";
--> statement-breakpoint
ALTER TABLE "round_entries" VALIDATE CONSTRAINT "round_entries_edition_known";
--> statement-breakpoint
ALTER TABLE "rounds" VALIDATE CONSTRAINT "rounds_stage_known";
--> statement-breakpoint
ALTER TABLE "rounds" VALIDATE CONSTRAINT "rounds_kind_known";
--> statement-breakpoint
ALTER TABLE "rounds" VALIDATE CONSTRAINT "rounds_state_known";
--> statement-breakpoint
ALTER TABLE "rounds" VALIDATE CONSTRAINT "rounds_decides_by_known";
--> statement-breakpoint
ALTER TABLE "rounds" VALIDATE CONSTRAINT "rounds_tie_rule_known";
--> statement-breakpoint
ALTER TABLE "rounds" VALIDATE CONSTRAINT "rounds_tie_rule_some";
--> statement-breakpoint
ALTER TABLE "score_chains" VALIDATE CONSTRAINT "score_chains_seq_least";
--> statement-breakpoint
ALTER TABLE "score_events" VALIDATE CONSTRAINT "score_events_kind_known";
--> statement-breakpoint
ALTER TABLE "score_events" VALIDATE CONSTRAINT "score_events_flags_known";
--> statement-breakpoint
ALTER TABLE "score_events" VALIDATE CONSTRAINT "score_events_version_least";
--> statement-breakpoint
ALTER TABLE "score_events" VALIDATE CONSTRAINT "score_events_seq_least";
--> statement-breakpoint
ALTER TABLE "score_sheets" VALIDATE CONSTRAINT "score_sheets_state_known";
--> statement-breakpoint
ALTER TABLE "score_sheets" VALIDATE CONSTRAINT "score_sheets_flags_known";
--> statement-breakpoint
ALTER TABLE "score_sheets" VALIDATE CONSTRAINT "score_sheets_version_least";
--> statement-breakpoint
ALTER TABLE "score_sheets" VALIDATE CONSTRAINT "score_sheets_total_least";
--> statement-breakpoint
ALTER TABLE "mail_messages" VALIDATE CONSTRAINT "mail_messages_state_known";
--> statement-breakpoint
ALTER TABLE "mail_messages" VALIDATE CONSTRAINT "mail_messages_recipient_clean";
--> statement-breakpoint
ALTER TABLE "mail_preferences" VALIDATE CONSTRAINT "mail_preferences_email_clean";
--> statement-breakpoint
ALTER TABLE "behalf_entries" VALIDATE CONSTRAINT "behalf_entries_author_email_clean";
--> statement-breakpoint
ALTER TABLE "bulk_entries" VALIDATE CONSTRAINT "bulk_entries_state_known";
--> statement-breakpoint
ALTER TABLE "bulk_entries" VALIDATE CONSTRAINT "bulk_entries_wrong_least";
--> statement-breakpoint
ALTER TABLE "bulk_entries" VALIDATE CONSTRAINT "bulk_entries_confirmed";
--> statement-breakpoint
ALTER TABLE "bulk_entries" VALIDATE CONSTRAINT "bulk_entries_rows_list";
--> statement-breakpoint
ALTER TABLE "campaign_runs" VALIDATE CONSTRAINT "campaign_runs_days";
--> statement-breakpoint
ALTER TABLE "campaigns" VALIDATE CONSTRAINT "campaigns_condition_known";
--> statement-breakpoint
ALTER TABLE "campaigns" VALIDATE CONSTRAINT "campaigns_days_left_least";
--> statement-breakpoint
ALTER TABLE "endorsements" VALIDATE CONSTRAINT "endorsements_position_least";
--> statement-breakpoint
ALTER TABLE "invitees" VALIDATE CONSTRAINT "invitees_email_clean";
--> statement-breakpoint
ALTER TABLE "invitees" VALIDATE CONSTRAINT "invitees_kind_known";
--> statement-breakpoint
ALTER TABLE "past_editions" VALIDATE CONSTRAINT "past_editions_number_least";
--> statement-breakpoint
ALTER TABLE "past_editions" VALIDATE CONSTRAINT "past_editions_received_least";
--> statement-breakpoint
ALTER TABLE "past_editions" VALIDATE CONSTRAINT "past_editions_eligible_least";
--> statement-breakpoint
ALTER TABLE "past_editions" VALIDATE CONSTRAINT "past_editions_in_final_least";
--> statement-breakpoint
ALTER TABLE "past_editions" VALIDATE CONSTRAINT "past_editions_prizes_least";
--> statement-breakpoint
ALTER TABLE "past_editions" VALIDATE CONSTRAINT "past_editions_year";
--> statement-breakpoint
ALTER TABLE "past_participation" VALIDATE CONSTRAINT "past_participation_received_least";
--> statement-breakpoint
ALTER TABLE "past_participation" VALIDATE CONSTRAINT "past_participation_eligible_least";
--> statement-breakpoint
ALTER TABLE "past_participation" VALIDATE CONSTRAINT "past_participation_in_final_least";
--> statement-breakpoint
ALTER TABLE "past_participation" VALIDATE CONSTRAINT "past_participation_prizes_least";
--> statement-breakpoint
ALTER TABLE "agencies" VALIDATE CONSTRAINT "agencies_level_known";
--> statement-breakpoint
ALTER TABLE "agencies" VALIDATE CONSTRAINT "agencies_frame";
--> statement-breakpoint
ALTER TABLE "province_frames" VALIDATE CONSTRAINT "province_frames_days";
--> statement-breakpoint
ALTER TABLE "province_successions" VALIDATE CONSTRAINT "province_successions_another";
--> statement-breakpoint
ALTER TABLE "reports" VALIDATE CONSTRAINT "reports_version_least";
--> statement-breakpoint
ALTER TABLE "awards" VALIDATE CONSTRAINT "awards_prize_known";
--> statement-breakpoint
ALTER TABLE "minutes" VALIDATE CONSTRAINT "minutes_letterhead_known";
--> statement-breakpoint
ALTER TABLE "outcomes" VALIDATE CONSTRAINT "outcomes_edition_known";
--> statement-breakpoint
ALTER TABLE "outcomes" VALIDATE CONSTRAINT "outcomes_decides_by_known";
--> statement-breakpoint
ALTER TABLE "outcomes" VALIDATE CONSTRAINT "outcomes_chosen_least";
--> statement-breakpoint
ALTER TABLE "publications" VALIDATE CONSTRAINT "publications_retracted";
--> statement-breakpoint
ALTER TABLE "publications" VALIDATE CONSTRAINT "publications_days";
--> statement-breakpoint
-- The earlier of two live publications was overtaken by the later: nobody can tell what was meant, so it stops.
DO $$
declare broken text;
begin
  select string_agg(edition_id, ', ') into broken from (
    select edition_id from publications where retracted_at is null group by edition_id having count(*) > 1) twice;
  if broken is not null then
    raise exception 'Table publications has two that are live for editions %. Retract one of each, then start again.', broken;
  end if;
end $$;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "ballot_candidates_entry" ON "ballot_candidates" ("entry_id","category_id","edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "ballot_candidates_round" ON "ballot_candidates" ("round_id","entry_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_email" ON "invitations" ("email");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "link_tokens_user" ON "link_tokens" ("user_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "reminders_round" ON "reminders" ("round_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "reminders_edition" ON "reminders" ("edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "entries_category" ON "entries" ("category_id","edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "entries_agency" ON "entries" ("agency_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "entries_place" ON "entries" ("edition_id","province_frame","province_code");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "entry_authors_email" ON "entry_authors" (lower("email")) WHERE "entry_authors"."email" <> '';
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "assignments_panel" ON "assignments" ("panel_id","judge_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "assignments_entry" ON "assignments" ("entry_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "ballots_category" ON "ballots" ("category_id","edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "ballots_repeats" ON "ballots" ("repeats");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "conflicts_entry" ON "conflicts" ("entry_id","edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "conflicts_agency" ON "conflicts" ("agency_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "panel_categories_panel" ON "panel_categories" ("panel_id","round_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "panel_categories_category" ON "panel_categories" ("category_id","edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "panel_judges_judge" ON "panel_judges" ("judge_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "round_entries_entry" ON "round_entries" ("entry_id","edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "score_sheets_judge" ON "score_sheets" ("judge_id","round_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "score_sheets_of_entry" ON "score_sheets" ("entry_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "scores_criterion" ON "scores" ("criterion_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "behalf_entries_bulk" ON "behalf_entries" ("bulk_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "bulk_entries_place" ON "bulk_entries" ("edition_id","frame","code");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "campaign_mails_run" ON "campaign_mails" ("run_id","campaign_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "campaign_mails_mail" ON "campaign_mails" ("mail_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "campaign_runs_campaign" ON "campaign_runs" ("campaign_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "campaigns_edition" ON "campaigns" ("edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "agencies_successor_of" ON "agencies" ("successor_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "province_successions_to" ON "province_successions" ("to_frame","to_code");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "awards_edition" ON "awards" ("edition_id","category_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "minutes_panel" ON "minutes" ("panel_id","round_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "outcomes_category" ON "outcomes" ("category_id","edition_id");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "publications_one_live" ON "publications" ("edition_id") WHERE "publications"."retracted_at" is null;
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "categories_of_edition" ON "categories" ("id","edition_id");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "entries_of_edition" ON "entries" ("id","edition_id");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "entries_of_category" ON "entries" ("id","category_id","edition_id");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "entry_authors_position" ON "entry_authors" ("entry_id","position");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "entry_parts_position" ON "entry_parts" ("entry_id","position");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "prior_awards_position" ON "prior_awards" ("entry_id","position");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "assignments_whole" ON "assignments" ("id","round_id","entry_id","judge_id");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "assignments_position" ON "assignments" ("round_id","judge_id","position");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "ballots_whole" ON "ballots" ("id","round_id","category_id");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "conflicts_once" ON "conflicts" ("edition_id","judge_id","entry_id","agency_id","author_key") NULLS NOT DISTINCT;
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "panels_position" ON "panels" ("round_id","position");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "panels_of_round" ON "panels" ("id","round_id");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "rounds_of_edition" ON "rounds" ("id","edition_id");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "score_sheets_of_judge" ON "score_sheets" ("id","judge_id");
--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "campaign_runs_of_campaign" ON "campaign_runs" ("id","campaign_id");
--> statement-breakpoint
-- The old index did not tell two frames apart.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS user_roles_once_in_frame ON user_roles
  (user_id, role, coalesce(edition_id, ''), coalesce(province_frame, ''), coalesce(province_code, ''));
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS user_roles_once;
--> statement-breakpoint
ALTER INDEX IF EXISTS user_roles_once_in_frame RENAME TO user_roles_once;
