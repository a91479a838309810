-- Lists of the rules, least values, frames with their codes: as constraints not yet held against the rows that are there
-- (0011 does that), and the columns by which 0012 ties children to both their parents.
CREATE TABLE "ballot_candidates" (
	"ballot_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"round_id" text NOT NULL,
	"category_id" text NOT NULL,
	"edition_id" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "ballot_candidates_ballot_id_entry_id_pk" PRIMARY KEY("ballot_id","entry_id"),
	CONSTRAINT "ballot_candidates_position" UNIQUE("ballot_id","position"),
	CONSTRAINT "ballot_candidates_position_least" CHECK ("ballot_candidates"."position" >= 1)
);
--> statement-breakpoint
ALTER TABLE "reminders" ADD COLUMN "round_id" text;
--> statement-breakpoint
ALTER TABLE "reminders" ADD COLUMN "edition_id" text;
--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "edition_id" text;
--> statement-breakpoint
ALTER TABLE "panel_categories" ADD COLUMN "edition_id" text;
--> statement-breakpoint
ALTER TABLE "round_entries" ADD COLUMN "edition_id" text;
--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "edition_id" text;
--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_frame" CHECK (num_nulls("invitations"."province_frame", "invitations"."province_code") in (0, 2)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_province" CHECK (("invitations"."role" = 'coordinator') = ("invitations"."province_code" is not null)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_days" CHECK ("invitations"."expires_at" > "invitations"."created_at" and "invitations"."accepted_at" >= "invitations"."created_at") NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_role_known" CHECK ("invitations"."role" in ('reporter', 'coordinator', 'judge', 'organizer', 'admin')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_email_clean" CHECK ("invitations"."email" = lower("invitations"."email") and "invitations"."email" !~ '\s') NOT VALID;
--> statement-breakpoint
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_purpose_known" CHECK ("link_tokens"."purpose" in ('confirm-email', 'reset-password')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_days" CHECK ("link_tokens"."expires_at" > "link_tokens"."created_at" and "link_tokens"."used_at" >= "link_tokens"."created_at") NOT VALID;
--> statement-breakpoint
ALTER TABLE "rate_limits" ADD CONSTRAINT "rate_limits_spent_least" CHECK ("rate_limits"."spent" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_kind_known" CHECK ("reminders"."kind" in ('judge', 'author')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_real_subject" CHECK ("reminders"."subject_id" = case "reminders"."kind" when 'judge' then "reminders"."round_id" else "reminders"."edition_id" end and num_nonnulls("reminders"."round_id", "reminders"."edition_id") = 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_real_day" CHECK ("reminders"."day" ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid("reminders"."day", 'date')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_days" CHECK ("sessions"."expires_at" > "sessions"."created_at") NOT VALID;
--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_frame" CHECK (num_nulls("user_roles"."province_frame", "user_roles"."province_code") in (0, 2)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_role_known" CHECK ("user_roles"."role" in ('reporter', 'coordinator', 'judge', 'organizer', 'admin')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_email_clean" CHECK ("users"."email" = lower("users"."email") and "users"."email" !~ '\s') NOT VALID;
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_locale_known" CHECK ("users"."locale" in ('vi', 'en')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_kind_form" CHECK ("audit_events"."kind" ~ '^[a-z]+[.][a-zA-Z]+$') NOT VALID;
--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_medium_known" CHECK ("categories"."medium" in ('print', 'online', 'radio', 'television', 'photo', 'book', 'digital', 'initiative')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_position_least" CHECK ("categories"."position" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_languages_codes" CHECK (array_to_string("categories"."languages", ',', '?') ~ '^[a-z]{2,3}(,[a-z]{2,3})*$') NOT VALID;
--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_requirements_known" CHECK (jsonb_typeof("categories"."requirements") = 'array' and not jsonb_path_exists("categories"."requirements", '$[*] ? (!(@.kind == "pdf" || @.kind == "image" || @.kind == "audio" || @.kind == "video"))')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_quota_known" CHECK (jsonb_typeof("categories"."quota") = 'object' and "categories"."quota" - array['first', 'second', 'third', 'consolation'] = '{}' and not jsonb_path_exists("categories"."quota", '$.* ? (@.type() != "number" || @ < 0)')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "criteria" ADD CONSTRAINT "criteria_position_least" CHECK ("criteria"."position" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_provinces_see_known" CHECK ("editions"."provinces_see" in ('own', 'rank', 'all')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_number_least" CHECK ("editions"."number" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_year" CHECK ("editions"."year" between 1900 and 2200) NOT VALID;
--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_grace_minutes_least" CHECK ("editions"."grace_minutes" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_cap_per_author_least" CHECK ("editions"."cap_per_author" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_next_entry_number_least" CHECK ("editions"."next_entry_number" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_published_locked" CHECK ("editions"."published_at" is null or "editions"."results_locked_at" is not null) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_frame" CHECK (num_nulls("entries"."province_frame", "entries"."province_code") in (0, 2)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_state_known" CHECK ("entries"."state" in ('draft', 'submitted', 'returned', 'eligible', 'ineligible', 'withdrawn')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_bucket_known" CHECK ("entries"."bucket" in ('central', 'overseas', 'foreign')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_genre_known" CHECK ("entries"."genre" in ('', 'reflection', 'interview', 'notes', 'commentary', 'treatise', 'reportage', 'investigation', 'literary', 'programme', 'documentary', 'photo', 'book')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_screening_reason_known" CHECK ("entries"."screening_reason" in ('window', 'parts', 'cap', 'subject', 'stitched', 'copyright', 'dossier', 'entrant', 'other')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_return_fields_known" CHECK ("entries"."return_fields" <@ array['work', 'parts', 'authors', 'agency', 'media', 'awards']::text[]) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_language" CHECK ("entries"."language" ~ '^[a-z]{2,3}$') NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_own_place" CHECK ("entries"."own_place" ~ '^(|overseas|foreign|p:[0-9]{2})$') NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_days" CHECK ("entries"."postmarked_on" <= "entries"."received_on") NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_number_least" CHECK ("entries"."number" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_version_least" CHECK ("entries"."version" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entry_authors" ADD CONSTRAINT "entry_authors_kind_known" CHECK ("entry_authors"."kind" in ('person', 'organisation')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entry_authors" ADD CONSTRAINT "entry_authors_standing_known" CHECK ("entry_authors"."standing" in ('', 'press', 'other', 'overseas', 'foreign')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entry_authors" ADD CONSTRAINT "entry_authors_position_least" CHECK ("entry_authors"."position" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entry_authors" ADD CONSTRAINT "entry_authors_email_clean" CHECK ("entry_authors"."email" = lower("entry_authors"."email") and "entry_authors"."email" !~ '\s') NOT VALID;
--> statement-breakpoint
ALTER TABLE "entry_parts" ADD CONSTRAINT "entry_parts_position_least" CHECK ("entry_parts"."position" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "entry_parts" ADD CONSTRAINT "entry_parts_minutes_least" CHECK ("entry_parts"."minutes" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_upload" CHECK (("media"."state" = 'uploading') = ("media"."upload_id" is not null)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_kind_known" CHECK ("media"."kind" in ('pdf', 'image', 'audio', 'video')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_state_known" CHECK ("media"."state" in ('uploading', 'complete', 'removed')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_part_bytes_least" CHECK ("media"."part_bytes" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_duration_seconds_least" CHECK ("media"."duration_seconds" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_pages_least" CHECK ("media"."pages" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_width_least" CHECK ("media"."width" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_height_least" CHECK ("media"."height" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "prior_awards" ADD CONSTRAINT "prior_awards_position_least" CHECK ("prior_awards"."position" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "export_presets" ADD CONSTRAINT "export_presets_kind_known" CHECK ("export_presets"."kind" in ('entries', 'authors', 'media', 'sheets', 'scoresPreliminary', 'scoresFinal', 'ranking', 'prizes', 'participation', 'dispatch', 'audit', 'mediaZip', 'certificates')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_kind_known" CHECK ("exports"."kind" in ('entries', 'authors', 'media', 'sheets', 'scoresPreliminary', 'scoresFinal', 'ranking', 'prizes', 'participation', 'dispatch', 'audit', 'mediaZip', 'certificates')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_locale_known" CHECK ("exports"."locale" in ('vi', 'en')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_state_known" CHECK ("exports"."state" in ('queued', 'running', 'done', 'failed', 'cancelled')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_progress" CHECK ("exports"."progress" between 0 and 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_rows_least" CHECK ("exports"."rows" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_bytes_least" CHECK ("exports"."bytes" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "assignment_plans" ADD CONSTRAINT "assignment_plans_state_known" CHECK ("assignment_plans"."state" in ('queued', 'running', 'ready', 'failed', 'applied')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "assignment_plans" ADD CONSTRAINT "assignment_plans_shares" CHECK ("assignment_plans"."progress" between 0 and 1 and "assignment_plans"."top" between 0 and 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "assignment_plans" ADD CONSTRAINT "assignment_plans_budget_least" CHECK ("assignment_plans"."budget" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_position_least" CHECK ("assignments"."position" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_wave_least" CHECK ("assignments"."wave" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_kind_known" CHECK ("ballots"."kind" in ('prize', 'yesno')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_prize_known" CHECK ("ballots"."prize" in ('special', 'first', 'second', 'third', 'consolation')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_state_known" CHECK ("ballots"."state" in ('open', 'counted')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_edition_known" CHECK ("ballots"."edition_id" is not null) NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_candidates_some" CHECK (cardinality("ballots"."candidates") > 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_papers_list" CHECK (jsonb_typeof("ballots"."papers") = 'array') NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_count_time" CHECK (("ballots"."state" = 'counted') = ("ballots"."counted_at" is not null) and "ballots"."counted_at" >= "ballots"."opened_at") NOT VALID;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_repeats_another" CHECK ("ballots"."repeats" <> "ballots"."id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_origin_known" CHECK ("conflicts"."origin" in ('declared', 'recused', 'imposed')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "panel_categories" ADD CONSTRAINT "panel_categories_edition_known" CHECK ("panel_categories"."edition_id" is not null) NOT VALID;
--> statement-breakpoint
ALTER TABLE "panel_judges" ADD CONSTRAINT "panel_judges_languages_codes" CHECK (array_to_string("panel_judges"."languages", ',', '?') ~ '^[a-z]{2,3}(,[a-z]{2,3})*$') NOT VALID;
--> statement-breakpoint
ALTER TABLE "panels" ADD CONSTRAINT "panels_position_least" CHECK ("panels"."position" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "panels" ADD CONSTRAINT "panels_signed_off" CHECK (num_nulls("panels"."signed_off_at", "panels"."signed_off_by", "panels"."signed_off_hash") in (0, 3)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "round_entries" ADD CONSTRAINT "round_entries_edition_known" CHECK ("round_entries"."edition_id" is not null) NOT VALID;
--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_stage_known" CHECK ("rounds"."stage" in ('preliminary', 'final')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_kind_known" CHECK ("rounds"."kind" in ('scoring', 'ballot')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_state_known" CHECK ("rounds"."state" in ('forming', 'open', 'closed')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_decides_by_known" CHECK ("rounds"."decides_by" in ('raw', 'adjusted')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_tie_rule_known" CHECK ("rounds"."tie_rule" <@ array['mainCriterion', 'median', 'spread', 'readings', 'council']::text[]) NOT VALID;
--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_tie_rule_some" CHECK (cardinality("rounds"."tie_rule") > 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_chains" ADD CONSTRAINT "score_chains_seq_least" CHECK ("score_chains"."seq" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_kind_known" CHECK ("score_events"."kind" in ('saved', 'submitted', 'recalled')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_flags_known" CHECK (jsonb_typeof("score_events"."flags") = 'array' and "score_events"."flags" <@ '["suspectedCopy","wrongCategory","brokenMedia"]'::jsonb and jsonb_array_length("score_events"."flags") <= 3) NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_version_least" CHECK ("score_events"."version" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_seq_least" CHECK ("score_events"."seq" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_state_known" CHECK ("score_sheets"."state" in ('draft', 'submitted')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_flags_known" CHECK (jsonb_typeof("score_sheets"."flags") = 'array' and "score_sheets"."flags" <@ '["suspectedCopy","wrongCategory","brokenMedia"]'::jsonb and jsonb_array_length("score_sheets"."flags") <= 3) NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_version_least" CHECK ("score_sheets"."version" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_total_least" CHECK ("score_sheets"."total" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_state_known" CHECK ("mail_messages"."state" in ('queued', 'kept', 'sending', 'sent', 'failed', 'uncertain', 'stopped')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_recipient_clean" CHECK ("mail_messages"."recipient" = lower("mail_messages"."recipient") and "mail_messages"."recipient" !~ '\s') NOT VALID;
--> statement-breakpoint
ALTER TABLE "mail_preferences" ADD CONSTRAINT "mail_preferences_email_clean" CHECK ("mail_preferences"."email" = lower("mail_preferences"."email") and "mail_preferences"."email" !~ '\s') NOT VALID;
--> statement-breakpoint
ALTER TABLE "behalf_entries" ADD CONSTRAINT "behalf_entries_author_email_clean" CHECK ("behalf_entries"."author_email" = lower("behalf_entries"."author_email") and "behalf_entries"."author_email" !~ '\s') NOT VALID;
--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD CONSTRAINT "bulk_entries_state_known" CHECK ("bulk_entries"."state" in ('checked', 'confirmed', 'discarded')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD CONSTRAINT "bulk_entries_wrong_least" CHECK ("bulk_entries"."wrong" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD CONSTRAINT "bulk_entries_confirmed" CHECK (("bulk_entries"."state" = 'confirmed') = ("bulk_entries"."confirmed_at" is not null)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD CONSTRAINT "bulk_entries_rows_list" CHECK (jsonb_typeof("bulk_entries"."rows") = 'array') NOT VALID;
--> statement-breakpoint
ALTER TABLE "campaign_runs" ADD CONSTRAINT "campaign_runs_days" CHECK ("campaign_runs"."finished_at" >= "campaign_runs"."started_at") NOT VALID;
--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_condition_known" CHECK ("campaigns"."condition" in ('"all"', '"nothingSubmitted"', '"belowTarget"', '"openDrafts"')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_days_left_least" CHECK ("campaigns"."days_left" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_position_least" CHECK ("endorsements"."position" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitees" ADD CONSTRAINT "invitees_email_clean" CHECK ("invitees"."email" = lower("invitees"."email") and "invitees"."email" !~ '\s') NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitees" ADD CONSTRAINT "invitees_kind_known" CHECK ("invitees"."kind" in ('person', 'agency')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_editions" ADD CONSTRAINT "past_editions_number_least" CHECK ("past_editions"."number" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_editions" ADD CONSTRAINT "past_editions_received_least" CHECK ("past_editions"."received" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_editions" ADD CONSTRAINT "past_editions_eligible_least" CHECK ("past_editions"."eligible" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_editions" ADD CONSTRAINT "past_editions_in_final_least" CHECK ("past_editions"."in_final" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_editions" ADD CONSTRAINT "past_editions_prizes_least" CHECK ("past_editions"."prizes" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_editions" ADD CONSTRAINT "past_editions_year" CHECK ("past_editions"."year" between 1900 and 2200) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_participation" ADD CONSTRAINT "past_participation_received_least" CHECK ("past_participation"."received" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_participation" ADD CONSTRAINT "past_participation_eligible_least" CHECK ("past_participation"."eligible" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_participation" ADD CONSTRAINT "past_participation_in_final_least" CHECK ("past_participation"."in_final" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_participation" ADD CONSTRAINT "past_participation_prizes_least" CHECK ("past_participation"."prizes" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_level_known" CHECK ("agencies"."level" in ('central', 'provincial', 'foreign')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_frame" CHECK (num_nulls("agencies"."province_frame", "agencies"."province_code") in (0, 2)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "province_frames" ADD CONSTRAINT "province_frames_days" CHECK ("province_frames"."valid_from" <= "province_frames"."valid_to") NOT VALID;
--> statement-breakpoint
ALTER TABLE "province_successions" ADD CONSTRAINT "province_successions_another" CHECK (("province_successions"."from_frame", "province_successions"."from_code") <> ("province_successions"."to_frame", "province_successions"."to_code")) NOT VALID;
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_version_least" CHECK ("reports"."version" >= 1) NOT VALID;
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_prize_known" CHECK ("awards"."prize" in ('special', 'first', 'second', 'third', 'consolation')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_letterhead_known" CHECK ("minutes"."letterhead" in ('party', 'state')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_edition_known" CHECK ("outcomes"."edition_id" is not null) NOT VALID;
--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_decides_by_known" CHECK ("outcomes"."decides_by" in ('raw', 'adjusted')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_chosen_least" CHECK ("outcomes"."chosen" >= 0) NOT VALID;
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_retracted" CHECK (num_nulls("publications"."retracted_at", "publications"."retraction_reason") in (0, 2)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_days" CHECK ("publications"."retracted_at" >= "publications"."published_at") NOT VALID;
--> statement-breakpoint
-- Columns that repeat what a parent says, so that one key can hold a row against both: filled here, for the code that
-- does not know them. Always, also while rows are carried over with triggers of keys switched off.
CREATE FUNCTION edition_of_round() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new.edition_id is null then
    select edition_id into new.edition_id from rounds where id = new.round_id;
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER round_entries_edition BEFORE INSERT OR UPDATE ON round_entries
  FOR EACH ROW EXECUTE FUNCTION edition_of_round();
--> statement-breakpoint
CREATE TRIGGER panel_categories_edition BEFORE INSERT OR UPDATE ON panel_categories
  FOR EACH ROW EXECUTE FUNCTION edition_of_round();
--> statement-breakpoint
CREATE TRIGGER ballots_edition BEFORE INSERT OR UPDATE ON ballots
  FOR EACH ROW EXECUTE FUNCTION edition_of_round();
--> statement-breakpoint
CREATE TRIGGER outcomes_edition BEFORE INSERT OR UPDATE ON outcomes
  FOR EACH ROW EXECUTE FUNCTION edition_of_round();
--> statement-breakpoint
CREATE FUNCTION subject_of_reminder() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  new.round_id := case when new.kind = 'judge' then new.subject_id end;
  new.edition_id := case when new.kind = 'author' then new.subject_id end;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER reminders_subject BEFORE INSERT OR UPDATE ON reminders
  FOR EACH ROW EXECUTE FUNCTION subject_of_reminder();
--> statement-breakpoint
ALTER TABLE round_entries ENABLE ALWAYS TRIGGER round_entries_edition;
--> statement-breakpoint
ALTER TABLE panel_categories ENABLE ALWAYS TRIGGER panel_categories_edition;
--> statement-breakpoint
ALTER TABLE ballots ENABLE ALWAYS TRIGGER ballots_edition;
--> statement-breakpoint
ALTER TABLE outcomes ENABLE ALWAYS TRIGGER outcomes_edition;
--> statement-breakpoint
ALTER TABLE reminders ENABLE ALWAYS TRIGGER reminders_subject;
