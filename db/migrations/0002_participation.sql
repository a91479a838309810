CREATE TABLE "behalf_entries" (
	"entry_id" text PRIMARY KEY NOT NULL,
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"entered_by" text NOT NULL,
	"author_name" text NOT NULL,
	"author_email" text NOT NULL,
	"postmarked_on" date,
	"received_on" date,
	"token_hash" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"bulk_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "behalf_entries_tokenHash_unique" UNIQUE("token_hash"),
	CONSTRAINT "behalf_entries_days" CHECK ("behalf_entries"."postmarked_on" is null or "behalf_entries"."received_on" is null or "behalf_entries"."postmarked_on" <= "behalf_entries"."received_on")
);
--> statement-breakpoint
CREATE TABLE "bulk_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"uploaded_by" text NOT NULL,
	"file_name" text NOT NULL,
	"state" text DEFAULT 'checked' NOT NULL,
	"rows" jsonb NOT NULL,
	"wrong" integer NOT NULL,
	"annotated_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "campaign_mails" (
	"campaign_id" text NOT NULL,
	"run_id" text NOT NULL,
	"user_id" text NOT NULL,
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"mail_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaign_mails_campaign_id_user_id_pk" PRIMARY KEY("campaign_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "campaign_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"campaign_id" text NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"condition" jsonb NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"days_left" integer,
	"due_started_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"entry_id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "certificates_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "endorsement_quotas" (
	"edition_id" text NOT NULL,
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"quota" integer NOT NULL,
	CONSTRAINT "endorsement_quotas_edition_id_frame_code_pk" PRIMARY KEY("edition_id","frame","code"),
	CONSTRAINT "endorsement_quotas_some" CHECK ("endorsement_quotas"."quota" between 0 and 10000)
);
--> statement-breakpoint
CREATE TABLE "endorsements" (
	"entry_id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"ranked_by" text NOT NULL,
	"ranked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "endorsements_position" UNIQUE("edition_id","frame","code","position")
);
--> statement-breakpoint
CREATE TABLE "export_presets" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitees" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"agency" text DEFAULT '' NOT NULL,
	"invited_by" text NOT NULL,
	"invited_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitees_once" UNIQUE("edition_id","frame","code","email"),
	CONSTRAINT "invitees_email_lower" CHECK ("invitees"."email" = lower("invitees"."email"))
);
--> statement-breakpoint
CREATE TABLE "mail_preferences" (
	"email" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_preferences_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "past_editions" (
	"number" integer PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"received" integer,
	"eligible" integer,
	"in_final" integer,
	"prizes" integer,
	"rough" boolean DEFAULT false NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "past_participation" (
	"number" integer NOT NULL,
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"received" integer NOT NULL,
	"eligible" integer,
	"in_final" integer,
	"prizes" integer,
	CONSTRAINT "past_participation_number_frame_code_pk" PRIMARY KEY("number","frame","code")
);
--> statement-breakpoint
CREATE TABLE "populations" (
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"year" integer NOT NULL,
	"people" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "populations_frame_code_year_pk" PRIMARY KEY("frame","code","year"),
	CONSTRAINT "populations_some" CHECK ("populations"."people" > 0)
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"frame" text NOT NULL,
	"code" text,
	"ask" jsonb NOT NULL,
	"figures" jsonb NOT NULL,
	"wording" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"taken_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agency_names" (
	"agency_id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	CONSTRAINT "agency_names_agency_id_name_key_pk" PRIMARY KEY("agency_id","name_key"),
	CONSTRAINT "agency_names_nameKey_unique" UNIQUE("name_key")
);
--> statement-breakpoint
CREATE TABLE "province_changes" (
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"since" date NOT NULL,
	"name" text NOT NULL,
	"is_city" boolean NOT NULL,
	"decision" text NOT NULL,
	"recorded_by" text,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "province_changes_frame_code_since_pk" PRIMARY KEY("frame","code","since")
);
--> statement-breakpoint
ALTER TABLE "province_successions" DROP CONSTRAINT "province_successions_from_frame_from_code_to_frame_pk";--> statement-breakpoint
ALTER TABLE "exports" ALTER COLUMN "bytes" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "province_successions" ADD CONSTRAINT "province_successions_from_frame_from_code_to_frame_to_code_pk" PRIMARY KEY("from_frame","from_code","to_frame","to_code");--> statement-breakpoint
ALTER TABLE "editions" ADD COLUMN "postmark_days" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "editions" ADD COLUMN "endorsement" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "editions" ADD COLUMN "endorsement_quota" integer DEFAULT 20 NOT NULL;--> statement-breakpoint
ALTER TABLE "editions" ADD COLUMN "provinces_see" text DEFAULT 'rank' NOT NULL;--> statement-breakpoint
ALTER TABLE "editions" ADD COLUMN "participation_public" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "entry_authors" ADD COLUMN "standing" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agencies" ADD COLUMN "successor_id" text;--> statement-breakpoint
ALTER TABLE "agencies" ADD COLUMN "merged_on" date;--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "failures" text[];--> statement-breakpoint
ALTER TABLE "mail_messages" ADD COLUMN "once" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD COLUMN "stop_link" text;--> statement-breakpoint
ALTER TABLE "behalf_entries" ADD CONSTRAINT "behalf_entries_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "behalf_entries" ADD CONSTRAINT "behalf_entries_entered_by_users_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "behalf_entries" ADD CONSTRAINT "behalf_entries_bulk_id_bulk_entries_id_fk" FOREIGN KEY ("bulk_id") REFERENCES "public"."bulk_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD CONSTRAINT "bulk_entries_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD CONSTRAINT "bulk_entries_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_mails" ADD CONSTRAINT "campaign_mails_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_mails" ADD CONSTRAINT "campaign_mails_run_id_campaign_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."campaign_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_mails" ADD CONSTRAINT "campaign_mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_mails" ADD CONSTRAINT "campaign_mails_mail_id_mail_messages_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mail_messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_runs" ADD CONSTRAINT "campaign_runs_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_runs" ADD CONSTRAINT "campaign_runs_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsement_quotas" ADD CONSTRAINT "endorsement_quotas_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsement_quotas" ADD CONSTRAINT "endorsement_quotas_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_ranked_by_users_id_fk" FOREIGN KEY ("ranked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_presets" ADD CONSTRAINT "export_presets_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_presets" ADD CONSTRAINT "export_presets_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitees" ADD CONSTRAINT "invitees_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitees" ADD CONSTRAINT "invitees_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitees" ADD CONSTRAINT "invitees_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_participation" ADD CONSTRAINT "past_participation_number_past_editions_number_fk" FOREIGN KEY ("number") REFERENCES "public"."past_editions"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_participation" ADD CONSTRAINT "past_participation_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "populations" ADD CONSTRAINT "populations_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_names" ADD CONSTRAINT "agency_names_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "province_changes" ADD CONSTRAINT "province_changes_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "behalf_entries_place" ON "behalf_entries" USING btree ("frame","code");--> statement-breakpoint
CREATE UNIQUE INDEX "export_presets_name" ON "export_presets" USING btree ("edition_id","name");--> statement-breakpoint
CREATE INDEX "reports_edition" ON "reports" USING btree ("edition_id","taken_at");--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_successor_id_agencies_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_endorsement" CHECK ("editions"."endorsement_quota" between 0 and 10000 and "editions"."postmark_days" between 0 and 60);--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_successor" CHECK (("agencies"."successor_id" is null) = ("agencies"."merged_on" is null) and "agencies"."successor_id" <> "agencies"."id");