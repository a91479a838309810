CREATE TABLE "score_chains" (
	"round_id" text PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"head" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "round_id" text;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "seq" integer;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "private_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "flags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "score_events" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD COLUMN "private_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "score_sheets" ADD COLUMN "flags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "score_chains" ADD CONSTRAINT "score_chains_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_chain" UNIQUE("round_id","seq");--> statement-breakpoint
ALTER TABLE "score_events" ADD CONSTRAINT "score_events_link" CHECK (("score_events"."round_id" is null) = ("score_events"."hash" is null) and ("score_events"."round_id" is null) = ("score_events"."seq" is null));