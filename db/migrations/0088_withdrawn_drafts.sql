-- A draft that was withdrawn rests for a week and can be put back by its author. What was withdrawn before stays so.
ALTER TABLE "entries" ADD COLUMN "rests_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_rest_withdrawn" CHECK (
  "entries"."rests_until" is null or "entries"."state" = 'withdrawn') NOT VALID;--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_rest_withdrawn";
