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
ALTER TABLE "conflicts" DROP CONSTRAINT "conflicts_object";--> statement-breakpoint
ALTER TABLE "categories" ADD COLUMN "reading_minutes" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "wave" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "author_key" text;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "origin" text DEFAULT 'declared' NOT NULL;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "imposed_by" text;--> statement-breakpoint
ALTER TABLE "panel_judges" ADD COLUMN "max_entries" integer;--> statement-breakpoint
ALTER TABLE "panel_judges" ADD COLUMN "max_minutes" integer;--> statement-breakpoint
ALTER TABLE "panel_judges" ADD COLUMN "languages" text[];--> statement-breakpoint
ALTER TABLE "panels" ADD COLUMN "open" boolean DEFAULT false NOT NULL;--> statement-breakpoint
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
ALTER TABLE "conflict_declarations" ADD CONSTRAINT "conflict_declarations_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_declarations" ADD CONSTRAINT "conflict_declarations_judge_id_users_id_fk" FOREIGN KEY ("judge_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_chains" ADD CONSTRAINT "score_chains_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignment_plans_round" ON "assignment_plans" USING btree ("round_id","created_at");--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_imposed_by_users_id_fk" FOREIGN KEY ("imposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_chain" UNIQUE("round_id","seq");--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_reading_minutes" CHECK ("categories"."reading_minutes" between 1 and 600);--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_imposed" CHECK (("conflicts"."origin" = 'imposed') = ("conflicts"."imposed_by" is not null));--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_object" CHECK (num_nonnulls("conflicts"."entry_id", "conflicts"."agency_id", "conflicts"."author_key") = 1);--> statement-breakpoint
ALTER TABLE "panel_judges" ADD CONSTRAINT "panel_judges_caps" CHECK (coalesce("panel_judges"."max_entries", 1) > 0 and coalesce("panel_judges"."max_minutes", 1) > 0);--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_link" CHECK (("score_events"."round_id" is null) = ("score_events"."hash" is null) and ("score_events"."round_id" is null) = ("score_events"."seq" is null));