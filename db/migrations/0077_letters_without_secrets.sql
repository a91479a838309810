-- Links sent to authors of works entered on behalf end; those out there, sixty days from now.
ALTER TABLE "behalf_entries" ADD COLUMN "link_until" timestamp (3) with time zone DEFAULT now() + interval '60 days' NOT NULL;
--> statement-breakpoint
-- What a sent letter held that opens something was of use to its reader alone.
UPDATE "mail_messages" SET "body" = '', "body_cleared_at" = now()
WHERE "state" = 'sent' AND "body_cleared_at" IS NULL AND "body" ~ '/(reset|confirm|invitation|behalf)/[A-Za-z0-9_-]{20,}';
