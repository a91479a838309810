-- each statement by itself
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_ends_with_editions_id_fk";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_mail_id_mail_messages_id_fk";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_rescinded_by_users_id_fk";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_rescinded";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_end";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_ends_with" ON "invitations" ("ends_with") WHERE "ends_with" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_mail" ON "invitations" ("mail_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_rescinded_by" ON "invitations" ("rescinded_by") WHERE "rescinded_by" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_newest" ON "invitations" ("created_at", "id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_by_name" ON "users" ("name" collate "vi-VN-x-icu", "id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "user_roles_role" ON "user_roles" ("role", "user_id");
--> statement-breakpoint
DO $$ begin
  create index if not exists users_name_trgm on users using gin (name_key gin_trgm_ops);
  create index if not exists users_email_trgm on users using gin (email gin_trgm_ops);
exception when undefined_object then
  raise notice 'without pg_trgm searching reads every account';
end $$;
