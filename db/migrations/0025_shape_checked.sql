-- each statement by itself
ALTER TABLE "assignments" VALIDATE CONSTRAINT "assignments_ended_by_users_id_fk";--> statement-breakpoint
ALTER TABLE "assignments" VALIDATE CONSTRAINT "assignments_ended_why_known";--> statement-breakpoint
ALTER TABLE "assignments" VALIDATE CONSTRAINT "assignments_ended";--> statement-breakpoint
ALTER TABLE "assignments" VALIDATE CONSTRAINT "assignments_in_step";--> statement-breakpoint
ALTER TABLE "score_sheets" VALIDATE CONSTRAINT "score_sheets_struck_by_users_id_fk";--> statement-breakpoint
ALTER TABLE "score_sheets" VALIDATE CONSTRAINT "score_sheets_struck";--> statement-breakpoint
ALTER TABLE "conflicts" VALIDATE CONSTRAINT "conflicts_ended_by_users_id_fk";--> statement-breakpoint
ALTER TABLE "conflicts" VALIDATE CONSTRAINT "conflicts_ended";--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "assignments_ended_by" ON "assignments" ("ended_by");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "score_sheets_struck_by" ON "score_sheets" ("struck_by");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "conflicts_ended_by" ON "conflicts" ("ended_by");
