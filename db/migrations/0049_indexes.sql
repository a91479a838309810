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
