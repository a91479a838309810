-- A newsroom that a coordinator proposes: by whom, and why it was refused, if it was. Readers of before see it as one that
-- waits to be approved.
ALTER TABLE "agencies" ADD COLUMN "proposed_by" text;--> statement-breakpoint
ALTER TABLE "agencies" ADD COLUMN "refused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "agencies" ADD COLUMN "refusal_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_refused" CHECK (
  ("refused_at" is null) = ("refusal_reason" = '') and num_nonnulls("approved_at", "refused_at") < 2) NOT VALID;--> statement-breakpoint
ALTER TABLE "agencies" VALIDATE CONSTRAINT "agencies_refused";
