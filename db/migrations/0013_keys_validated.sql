-- each statement by itself
ALTER TABLE "ballot_candidates" VALIDATE CONSTRAINT "ballot_candidates_of_ballot";
--> statement-breakpoint
ALTER TABLE "ballot_candidates" VALIDATE CONSTRAINT "ballot_candidates_in_round";
--> statement-breakpoint
ALTER TABLE "ballot_candidates" VALIDATE CONSTRAINT "ballot_candidates_of_category";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_place";
--> statement-breakpoint
ALTER TABLE "reminders" VALIDATE CONSTRAINT "reminders_edition_id_editions_id_fk";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_category_of_edition";
--> statement-breakpoint
ALTER TABLE "assignments" VALIDATE CONSTRAINT "assignments_panel_of_round";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_round_of_edition";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_category_of_edition";
--> statement-breakpoint
ALTER TABLE "ballots" VALIDATE CONSTRAINT "ballots_repeats_earlier";
--> statement-breakpoint
ALTER TABLE "conflicts" VALIDATE CONSTRAINT "conflicts_entry_of_edition";
--> statement-breakpoint
ALTER TABLE "panel_categories" VALIDATE CONSTRAINT "panel_categories_panel_of_round";
--> statement-breakpoint
ALTER TABLE "panel_categories" VALIDATE CONSTRAINT "panel_categories_round_of_edition";
--> statement-breakpoint
ALTER TABLE "panel_categories" VALIDATE CONSTRAINT "panel_categories_category_of_edition";
--> statement-breakpoint
ALTER TABLE "round_entries" VALIDATE CONSTRAINT "round_entries_round_of_edition";
--> statement-breakpoint
ALTER TABLE "round_entries" VALIDATE CONSTRAINT "round_entries_entry_of_edition";
--> statement-breakpoint
ALTER TABLE "score_events" VALIDATE CONSTRAINT "score_events_of_sheet";
--> statement-breakpoint
ALTER TABLE "score_events" VALIDATE CONSTRAINT "score_events_round_id_rounds_id_fk";
--> statement-breakpoint
ALTER TABLE "score_sheets" VALIDATE CONSTRAINT "score_sheets_of_assignment";
--> statement-breakpoint
ALTER TABLE "score_sheets" VALIDATE CONSTRAINT "score_sheets_round_id_rounds_id_fk";
--> statement-breakpoint
ALTER TABLE "behalf_entries" VALIDATE CONSTRAINT "behalf_entries_frame_code_provinces_frame_code_fk";
--> statement-breakpoint
ALTER TABLE "bulk_entries" VALIDATE CONSTRAINT "bulk_entries_frame_code_provinces_frame_code_fk";
--> statement-breakpoint
ALTER TABLE "campaign_mails" VALIDATE CONSTRAINT "campaign_mails_frame_code_provinces_frame_code_fk";
--> statement-breakpoint
ALTER TABLE "campaign_mails" VALIDATE CONSTRAINT "campaign_mails_run_of_campaign";
--> statement-breakpoint
ALTER TABLE "endorsements" VALIDATE CONSTRAINT "endorsements_frame_code_provinces_frame_code_fk";
--> statement-breakpoint
ALTER TABLE "endorsements" VALIDATE CONSTRAINT "endorsements_of_edition";
--> statement-breakpoint
ALTER TABLE "reports" VALIDATE CONSTRAINT "reports_frame_province_frames_frame_fk";
--> statement-breakpoint
ALTER TABLE "reports" VALIDATE CONSTRAINT "reports_frame_code_provinces_frame_code_fk";
--> statement-breakpoint
ALTER TABLE "awards" VALIDATE CONSTRAINT "awards_as_entered";
--> statement-breakpoint
ALTER TABLE "minutes" VALIDATE CONSTRAINT "minutes_panel_of_round";
--> statement-breakpoint
ALTER TABLE "minutes" VALIDATE CONSTRAINT "minutes_round_id_rounds_id_fk";
--> statement-breakpoint
ALTER TABLE "minutes" VALIDATE CONSTRAINT "minutes_panel_id_panels_id_fk";
--> statement-breakpoint
ALTER TABLE "outcomes" VALIDATE CONSTRAINT "outcomes_round_of_edition";
--> statement-breakpoint
ALTER TABLE "outcomes" VALIDATE CONSTRAINT "outcomes_category_of_edition";
--> statement-breakpoint
ALTER TABLE "reminders" VALIDATE CONSTRAINT "reminders_of_round";
