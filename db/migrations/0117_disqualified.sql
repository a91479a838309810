-- A work may be taken out of the award at any stage; its readings end with it.
ALTER TABLE "entries" DROP CONSTRAINT "entries_state_known";--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_state_known" CHECK ("entries"."state" in ('draft', 'submitted', 'returned', 'eligible', 'ineligible', 'withdrawn', 'disqualified')) NOT VALID;--> statement-breakpoint
ALTER TABLE "assignments" DROP CONSTRAINT "assignments_ended_why_known";--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_ended_why_known" CHECK ("assignments"."ended_why" in ('recused', 'conflict', 'imposed', 'planned-away', 'replaced', 'struck', 'disqualified')) NOT VALID;
