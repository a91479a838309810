CREATE TABLE "assignment_plans" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"relaxed" boolean DEFAULT false NOT NULL,
	"budget" integer,
	"top" real,
	"progress" real DEFAULT 0 NOT NULL,
	"basis" text,
	"outcome" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ballot_voters" (
	"ballot_id" text NOT NULL,
	"judge_id" text NOT NULL,
	CONSTRAINT "ballot_voters_ballot_id_judge_id_pk" PRIMARY KEY("ballot_id","judge_id")
);
--> statement-breakpoint
CREATE TABLE "ballots" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"category_id" text NOT NULL,
	"kind" text NOT NULL,
	"prize" text,
	"seats" integer NOT NULL,
	"candidates" text[] NOT NULL,
	"repeats" text,
	"state" text DEFAULT 'open' NOT NULL,
	"papers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"count" jsonb,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"counted_at" timestamp (3) with time zone,
	CONSTRAINT "ballots_counted" CHECK (("ballots"."state" = 'counted') = ("ballots"."count" is not null)),
	CONSTRAINT "ballots_seats" CHECK ("ballots"."seats" between 1 and 500),
	CONSTRAINT "ballots_prize" CHECK (("ballots"."kind" = 'prize') = ("ballots"."prize" is not null))
);
--> statement-breakpoint
CREATE TABLE "conflict_declarations" (
	"round_id" text NOT NULL,
	"judge_id" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conflict_declarations_round_id_judge_id_pk" PRIMARY KEY("round_id","judge_id")
);
--> statement-breakpoint
CREATE TABLE "score_chains" (
	"round_id" text PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"head" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "second_looks" (
	"id" text PRIMARY KEY NOT NULL,
	"assignment_id" text NOT NULL,
	"asked_by" text NOT NULL,
	"note" text NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "minutes" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"panel_id" text,
	"letterhead" text NOT NULL,
	"content" jsonb NOT NULL,
	"data_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outcomes" (
	"round_id" text NOT NULL,
	"category_id" text NOT NULL,
	"decides_by" text NOT NULL,
	"chosen" integer NOT NULL,
	"ties" jsonb NOT NULL,
	"departs" boolean NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outcomes_round_id_category_id_pk" PRIMARY KEY("round_id","category_id")
);
--> statement-breakpoint
CREATE TABLE "participation_targets" (
	"edition_id" text NOT NULL,
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"target" integer NOT NULL,
	CONSTRAINT "participation_targets_edition_id_frame_code_pk" PRIMARY KEY("edition_id","frame","code"),
	CONSTRAINT "participation_targets_some" CHECK ("participation_targets"."target" between 1 and 10000)
);
--> statement-breakpoint
ALTER TABLE "conflicts" DROP CONSTRAINT "conflicts_object";--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "reading_minutes" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "minutes_per_page" integer DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "pages" integer;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "wave" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "author_key" text;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "origin" text DEFAULT 'declared' NOT NULL;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "imposed_by" text;--> statement-breakpoint
ALTER TABLE "panel_judges" ADD COLUMN "max_entries" integer;--> statement-breakpoint
ALTER TABLE "panel_judges" ADD COLUMN "max_minutes" integer;--> statement-breakpoint
ALTER TABLE "panel_judges" ADD COLUMN "languages" text[];--> statement-breakpoint
ALTER TABLE "panels" ADD COLUMN "open" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "panels" ADD COLUMN "signed_off_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "panels" ADD COLUMN "signed_off_by" text;--> statement-breakpoint
ALTER TABLE "panels" ADD COLUMN "signed_off_hash" text;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "kind" text DEFAULT 'scoring' NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "quorum" integer DEFAULT 67 NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "majority" integer DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "decides_by" text DEFAULT 'raw' NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "tie_rule" text[] DEFAULT '{"mainCriterion","spread","council"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "same_province" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "round_id" text;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "seq" integer;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "private_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "flags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD COLUMN "private_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD COLUMN "flags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "publications" ADD COLUMN "retracted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "publications" ADD COLUMN "retraction_reason" text;--> statement-breakpoint
ALTER TABLE "assignment_plans" ADD CONSTRAINT "assignment_plans_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_plans" ADD CONSTRAINT "assignment_plans_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot_voters" ADD CONSTRAINT "ballot_voters_ballot_id_ballots_id_fk" FOREIGN KEY ("ballot_id") REFERENCES "public"."ballots"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot_voters" ADD CONSTRAINT "ballot_voters_judge_id_users_id_fk" FOREIGN KEY ("judge_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_declarations" ADD CONSTRAINT "conflict_declarations_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_declarations" ADD CONSTRAINT "conflict_declarations_judge_id_users_id_fk" FOREIGN KEY ("judge_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_chains" ADD CONSTRAINT "score_chains_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_looks" ADD CONSTRAINT "second_looks_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_looks" ADD CONSTRAINT "second_looks_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participation_targets" ADD CONSTRAINT "participation_targets_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participation_targets" ADD CONSTRAINT "participation_targets_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignment_plans_round" ON "assignment_plans" USING btree ("round_id","created_at");--> statement-breakpoint
CREATE INDEX "ballots_round" ON "ballots" USING btree ("round_id","opened_at");--> statement-breakpoint
CREATE INDEX "second_looks_assignment" ON "second_looks" USING btree ("assignment_id");--> statement-breakpoint
CREATE INDEX "minutes_round" ON "minutes" USING btree ("round_id","created_at");--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_imposed_by_users_id_fk" FOREIGN KEY ("imposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panels" ADD CONSTRAINT "panels_signed_off_by_users_id_fk" FOREIGN KEY ("signed_off_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_chain" UNIQUE("round_id","seq");--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_reading_minutes" CHECK ("categories"."reading_minutes" between 1 and 600 and "categories"."minutes_per_page" between 0 and 60);--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_imposed" CHECK (("conflicts"."origin" = 'imposed') = ("conflicts"."imposed_by" is not null));--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_object" CHECK (num_nonnulls("conflicts"."entry_id", "conflicts"."agency_id", "conflicts"."author_key") = 1);--> statement-breakpoint
ALTER TABLE "panel_judges" ADD CONSTRAINT "panel_judges_caps" CHECK (coalesce("panel_judges"."max_entries", 1) > 0 and coalesce("panel_judges"."max_minutes", 1) > 0);--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_ballots" CHECK ("rounds"."quorum" between 1 and 100 and "rounds"."majority" between 1 and 99);--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_link" CHECK (("score_events"."round_id" is null) = ("score_events"."hash" is null) and ("score_events"."round_id" is null) = ("score_events"."seq" is null));