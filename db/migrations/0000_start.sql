CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"text_version" text NOT NULL,
	"text_sha256" text NOT NULL,
	"accepted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"edition_id" text,
	"province_frame" text,
	"province_code" text,
	"token_hash" text NOT NULL,
	"invited_by" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "link_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"spent" integer NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"agent" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"edition_id" text,
	"province_frame" text,
	"province_code" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_roles_province" CHECK (("user_roles"."role" = 'coordinator') = ("user_roles"."province_code" is not null))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"phone" text,
	"agency_id" text,
	"locale" text DEFAULT 'vi' NOT NULL,
	"password_hash" text,
	"email_confirmed_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_lower" CHECK ("users"."email" = lower("users"."email"))
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"position" integer NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"medium" text NOT NULL,
	"languages" text[],
	"requirements" jsonb NOT NULL,
	"quota" jsonb NOT NULL,
	CONSTRAINT "categories_position" UNIQUE("edition_id","position")
);
--> statement-breakpoint
CREATE TABLE "criteria" (
	"id" text PRIMARY KEY NOT NULL,
	"category_id" text NOT NULL,
	"position" integer NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"guidance_vi" text DEFAULT '' NOT NULL,
	"guidance_en" text DEFAULT '' NOT NULL,
	"max_points" integer NOT NULL,
	CONSTRAINT "criteria_position" UNIQUE("category_id","position"),
	CONSTRAINT "criteria_max_points" CHECK ("criteria"."max_points" between 1 and 100000)
);
--> statement-breakpoint
CREATE TABLE "editions" (
	"id" text PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"year" integer NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"rules_vi" text DEFAULT '' NOT NULL,
	"rules_en" text DEFAULT '' NOT NULL,
	"window_start" date NOT NULL,
	"window_end" date NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"grace_minutes" integer DEFAULT 60 NOT NULL,
	"max_parts" integer DEFAULT 5 NOT NULL,
	"two_thirds_rule" boolean DEFAULT true NOT NULL,
	"cap_per_author" integer,
	"next_entry_number" integer DEFAULT 1 NOT NULL,
	"results_locked_at" timestamp (3) with time zone,
	"published_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "editions_number_unique" UNIQUE("number"),
	CONSTRAINT "editions_window" CHECK ("editions"."window_start" <= "editions"."window_end"),
	CONSTRAINT "editions_opening" CHECK ("editions"."opens_at" < "editions"."closes_at"),
	CONSTRAINT "editions_parts" CHECK ("editions"."max_parts" between 1 and 50)
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"category_id" text,
	"owner_id" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"number" integer,
	"version" integer DEFAULT 1 NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"original_title" text DEFAULT '' NOT NULL,
	"language" text DEFAULT 'vi' NOT NULL,
	"genre" text DEFAULT '' NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"search_key" text DEFAULT '' NOT NULL,
	"agency_id" text,
	"agency_text" text DEFAULT '' NOT NULL,
	"province_frame" text,
	"province_code" text,
	"bucket" text,
	"own_place" text DEFAULT '' NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"receipt_code" text,
	"screening_reason" text,
	"screening_note" text DEFAULT '' NOT NULL,
	"return_until" timestamp (3) with time zone,
	"return_fields" text[],
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entries_receiptCode_unique" UNIQUE("receipt_code"),
	CONSTRAINT "entries_one_place" CHECK ("entries"."bucket" is null or "entries"."province_code" is null),
	CONSTRAINT "entries_submitted_whole" CHECK ("entries"."state" in ('draft', 'withdrawn') or ("entries"."number" is not null and "entries"."submitted_at" is not null and "entries"."category_id" is not null)),
	CONSTRAINT "entries_ineligible_reason" CHECK ("entries"."state" <> 'ineligible' or "entries"."screening_reason" is not null),
	CONSTRAINT "entries_returned_until" CHECK ("entries"."state" <> 'returned' or "entries"."return_until" is not null)
);
--> statement-breakpoint
CREATE TABLE "entry_authors" (
	"id" text PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text DEFAULT 'person' NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"name_key" text DEFAULT '' NOT NULL,
	"pen_name" text DEFAULT '' NOT NULL,
	"job_title" text DEFAULT '' NOT NULL,
	"unit" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entry_parts" (
	"id" text PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"position" integer NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"published_on" date,
	"outlet" text DEFAULT '' NOT NULL,
	"url" text DEFAULT '' NOT NULL,
	"minutes" integer
);
--> statement-breakpoint
CREATE TABLE "media" (
	"id" text PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"mime" text NOT NULL,
	"fingerprint" text NOT NULL,
	"object_key" text NOT NULL,
	"upload_id" text,
	"part_bytes" integer NOT NULL,
	"state" text DEFAULT 'uploading' NOT NULL,
	"sha256" text,
	"duration_seconds" integer,
	"width" integer,
	"height" integer,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "media_objectKey_unique" UNIQUE("object_key"),
	CONSTRAINT "media_bytes" CHECK ("media"."bytes" > 0),
	CONSTRAINT "media_complete" CHECK (("media"."state" = 'complete') <= ("media"."completed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "prior_awards" (
	"id" text PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"position" integer NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"level" text DEFAULT '' NOT NULL,
	"organiser" text DEFAULT '' NOT NULL,
	"awarded_on" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"panel_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"judge_id" text NOT NULL,
	"position" integer NOT NULL,
	"recused_at" timestamp (3) with time zone,
	"recusal_reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignments_once" UNIQUE("round_id","entry_id","judge_id"),
	CONSTRAINT "assignments_recusal" CHECK (("assignments"."recused_at" is null) = ("assignments"."recusal_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "conflicts" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"judge_id" text NOT NULL,
	"entry_id" text,
	"agency_id" text,
	"reason" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conflicts_object" CHECK (("conflicts"."entry_id" is null) <> ("conflicts"."agency_id" is null))
);
--> statement-breakpoint
CREATE TABLE "panel_categories" (
	"round_id" text NOT NULL,
	"panel_id" text NOT NULL,
	"category_id" text NOT NULL,
	CONSTRAINT "panel_categories_round_id_category_id_pk" PRIMARY KEY("round_id","category_id")
);
--> statement-breakpoint
CREATE TABLE "panel_judges" (
	"panel_id" text NOT NULL,
	"judge_id" text NOT NULL,
	"chair" boolean DEFAULT false NOT NULL,
	CONSTRAINT "panel_judges_panel_id_judge_id_pk" PRIMARY KEY("panel_id","judge_id")
);
--> statement-breakpoint
CREATE TABLE "panels" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "round_entries" (
	"round_id" text NOT NULL,
	"entry_id" text NOT NULL,
	CONSTRAINT "round_entries_round_id_entry_id_pk" PRIMARY KEY("round_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"stage" text NOT NULL,
	"blind" boolean DEFAULT true NOT NULL,
	"readings" integer DEFAULT 3 NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'forming' NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rounds_stage" UNIQUE("edition_id","stage"),
	CONSTRAINT "rounds_opening" CHECK ("rounds"."opens_at" < "rounds"."closes_at"),
	CONSTRAINT "rounds_readings" CHECK ("rounds"."readings" between 1 and 20),
	CONSTRAINT "rounds_closed" CHECK (("rounds"."state" = 'closed') = ("rounds"."closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "score_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"sheet_id" text NOT NULL,
	"version" integer NOT NULL,
	"judge_id" text NOT NULL,
	"kind" text NOT NULL,
	"points" jsonb NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "score_events_version" UNIQUE("sheet_id","version")
);
--> statement-breakpoint
CREATE TABLE "score_sheets" (
	"id" text PRIMARY KEY NOT NULL,
	"assignment_id" text NOT NULL,
	"round_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"judge_id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"total" integer,
	"note" text DEFAULT '' NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "score_sheets_assignmentId_unique" UNIQUE("assignment_id"),
	CONSTRAINT "score_sheets_submitted" CHECK (("score_sheets"."state" = 'submitted') = ("score_sheets"."submitted_at" is not null)),
	CONSTRAINT "score_sheets_total" CHECK ("score_sheets"."state" = 'draft' or "score_sheets"."total" is not null)
);
--> statement-breakpoint
CREATE TABLE "scores" (
	"sheet_id" text NOT NULL,
	"criterion_id" text NOT NULL,
	"points" integer NOT NULL,
	CONSTRAINT "scores_sheet_id_criterion_id_pk" PRIMARY KEY("sheet_id","criterion_id"),
	CONSTRAINT "scores_points" CHECK ("scores"."points" >= 0)
);
--> statement-breakpoint
CREATE TABLE "agencies" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"level" text NOT NULL,
	"governing_body" text DEFAULT '' NOT NULL,
	"province_frame" text,
	"province_code" text,
	"approved_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "province_frames" (
	"frame" text PRIMARY KEY NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"decision" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "province_successions" (
	"from_frame" text NOT NULL,
	"from_code" text NOT NULL,
	"to_frame" text NOT NULL,
	"to_code" text NOT NULL,
	CONSTRAINT "province_successions_from_frame_from_code_to_frame_pk" PRIMARY KEY("from_frame","from_code","to_frame")
);
--> statement-breakpoint
CREATE TABLE "provinces" (
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"is_city" boolean NOT NULL,
	CONSTRAINT "provinces_frame_code_pk" PRIMARY KEY("frame","code")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_id" text,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"edition_id" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "awards" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"category_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"prize" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "awards_entryId_unique" UNIQUE("entry_id")
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"kind" text NOT NULL,
	"locale" text NOT NULL,
	"parameters" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"requested_by" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"progress" real DEFAULT 0 NOT NULL,
	"rows" integer,
	"bytes" integer,
	"object_key" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "mail_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"results" jsonb NOT NULL,
	"published_by" text NOT NULL,
	"published_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"day" text NOT NULL,
	"sent_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reminders_once_a_day" UNIQUE("user_id","kind","subject_id","day")
);
--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_province_frame_province_code_provinces_frame_code_fk" FOREIGN KEY ("province_frame","province_code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "criteria" ADD CONSTRAINT "criteria_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_province_frame_province_code_provinces_frame_code_fk" FOREIGN KEY ("province_frame","province_code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_authors" ADD CONSTRAINT "entry_authors_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_parts" ADD CONSTRAINT "entry_parts_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prior_awards" ADD CONSTRAINT "prior_awards_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_judge_id_users_id_fk" FOREIGN KEY ("judge_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_round_id_entry_id_round_entries_round_id_entry_id_fk" FOREIGN KEY ("round_id","entry_id") REFERENCES "public"."round_entries"("round_id","entry_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_judge_id_users_id_fk" FOREIGN KEY ("judge_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_categories" ADD CONSTRAINT "panel_categories_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_categories" ADD CONSTRAINT "panel_categories_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_categories" ADD CONSTRAINT "panel_categories_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_judges" ADD CONSTRAINT "panel_judges_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_judges" ADD CONSTRAINT "panel_judges_judge_id_users_id_fk" FOREIGN KEY ("judge_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panels" ADD CONSTRAINT "panels_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_entries" ADD CONSTRAINT "round_entries_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_entries" ADD CONSTRAINT "round_entries_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD CONSTRAINT "score_sheets_judge_id_users_id_fk" FOREIGN KEY ("judge_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_sheet_id_score_sheets_id_fk" FOREIGN KEY ("sheet_id") REFERENCES "public"."score_sheets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_criterion_id_criteria_id_fk" FOREIGN KEY ("criterion_id") REFERENCES "public"."criteria"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_province_frame_province_code_provinces_frame_code_fk" FOREIGN KEY ("province_frame","province_code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "province_successions" ADD CONSTRAINT "province_successions_from_frame_from_code_provinces_frame_code_fk" FOREIGN KEY ("from_frame","from_code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "province_successions" ADD CONSTRAINT "province_successions_to_frame_to_code_provinces_frame_code_fk" FOREIGN KEY ("to_frame","to_code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provinces" ADD CONSTRAINT "provinces_frame_province_frames_frame_fk" FOREIGN KEY ("frame") REFERENCES "public"."province_frames"("frame") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_published_by_users_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_sent_by_users_id_fk" FOREIGN KEY ("sent_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_roles_once" ON "user_roles" USING btree ("user_id","role",coalesce("edition_id", ''),coalesce("province_code", ''));--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "entries_number" ON "entries" USING btree ("edition_id","number");--> statement-breakpoint
CREATE INDEX "entries_owner" ON "entries" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "entries_state" ON "entries" USING btree ("edition_id","state","number");--> statement-breakpoint
CREATE INDEX "entry_authors_entry" ON "entry_authors" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "entry_authors_name" ON "entry_authors" USING btree ("name_key");--> statement-breakpoint
CREATE INDEX "entry_parts_entry" ON "entry_parts" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "media_entry" ON "media" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "prior_awards_entry" ON "prior_awards" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "assignments_judge" ON "assignments" USING btree ("judge_id","round_id");--> statement-breakpoint
CREATE INDEX "conflicts_judge" ON "conflicts" USING btree ("edition_id","judge_id");--> statement-breakpoint
CREATE UNIQUE INDEX "panel_judges_one_chair" ON "panel_judges" USING btree ("panel_id") WHERE "panel_judges"."chair";--> statement-breakpoint
CREATE INDEX "score_sheets_entry" ON "score_sheets" USING btree ("round_id","entry_id");--> statement-breakpoint
CREATE UNIQUE INDEX "agencies_name" ON "agencies" USING btree ("name_key");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "audit_events_edition" ON "audit_events" USING btree ("edition_id","id");--> statement-breakpoint
CREATE INDEX "exports_edition" ON "exports" USING btree ("edition_id","created_at");--> statement-breakpoint
CREATE INDEX "mail_messages_created" ON "mail_messages" USING btree ("created_at");