-- each statement by itself
ALTER TABLE "prizes_given" VALIDATE CONSTRAINT "prizes_given_proposed_by_users_id_fk";
--> statement-breakpoint
ALTER TABLE "prizes_given" VALIDATE CONSTRAINT "prizes_given_ballot_id_ballots_id_fk";
--> statement-breakpoint
ALTER TABLE "prizes_given" VALIDATE CONSTRAINT "prizes_given_candidate";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "prizes_given_edition" ON "prizes_given" ("edition_id","category_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "prizes_given_category" ON "prizes_given" ("category_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "prizes_given_ballot" ON "prizes_given" ("ballot_id","entry_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "prizes_given_proposed_by" ON "prizes_given" ("proposed_by");
--> statement-breakpoint
ALTER TABLE "certificates" VALIDATE CONSTRAINT "certificates_publication_id_publications_id_fk";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "publications_published_by" ON "publications" ("published_by");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "certificates_publication" ON "certificates" ("publication_id");
--> statement-breakpoint
ALTER TABLE "mail_messages" VALIDATE CONSTRAINT "mail_messages_cleared";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "mail_messages_recipient" ON "mail_messages" ("recipient");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "mail_messages_to_clear" ON "mail_messages" ("sent_at") WHERE "body_cleared_at" is null;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "link_tokens_expires" ON "link_tokens" ("expires_at");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "sessions_expires" ON "sessions" ("expires_at");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "rate_limits_since" ON "rate_limits" ("since");
--> statement-breakpoint
-- Search inside titles and names. A role that may not make the extension, or a server without it, goes on without: the
-- search then reads every entry, as it did before. The lock is against writes, for about a second at 25,000 entries.
DO $$
begin
  create extension if not exists pg_trgm;
  create index if not exists entries_search_trgm on entries using gin (search_key gin_trgm_ops);
  create index if not exists entry_authors_name_trgm on entry_authors using gin (name_key gin_trgm_ops);
exception
  when insufficient_privilege or undefined_file or feature_not_supported then
    raise notice 'pg_trgm cannot be made here (%): searching reads every entry', sqlerrm;
end $$;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_edition" ON "invitations" ("edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "consents_user" ON "consents" ("user_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_agency" ON "users" ("agency_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "user_roles_edition" ON "user_roles" ("edition_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "agencies_place" ON "agencies" ("province_frame","province_code");
