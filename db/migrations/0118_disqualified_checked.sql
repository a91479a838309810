-- Apart from the exchange: what is there is read without holding up who writes.
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_state_known";--> statement-breakpoint
ALTER TABLE "assignments" VALIDATE CONSTRAINT "assignments_ended_why_known";
