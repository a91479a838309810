-- each statement by itself
ALTER TABLE "consents" VALIDATE CONSTRAINT "consents_days";
--> statement-breakpoint
ALTER TABLE "exports" VALIDATE CONSTRAINT "exports_kind_known";
--> statement-breakpoint
ALTER TABLE "exports" VALIDATE CONSTRAINT "exports_own_data";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "exports_own" ON "exports" ("requested_by", "created_at") WHERE "exports"."edition_id" is null;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "mail_messages_to_forget" ON "mail_messages" ("forgotten_after") WHERE "forgotten_after" is not null;
