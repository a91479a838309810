-- each statement by itself
ALTER TABLE "mail_messages" VALIDATE CONSTRAINT "mail_messages_tries_least";
--> statement-breakpoint
ALTER TABLE "mail_messages" VALIDATE CONSTRAINT "mail_messages_state_known";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "mail_messages_due" ON "mail_messages" ("next_at") WHERE "state" in ('queued', 'waiting', 'sending');
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "mail_messages_undelivered" ON "mail_messages" ("state", "created_at") WHERE "state" in ('waiting', 'failed', 'uncertain');
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "mail_messages_sender" ON "mail_messages" ("sender_id") WHERE "state" in ('failed', 'uncertain');
