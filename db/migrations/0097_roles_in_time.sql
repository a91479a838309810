-- A role holds where it was given and while it was given. "All editions" is said, no more meant by an empty edition: what
-- exists keeps what it has been until now, and people see it named.
ALTER TABLE "user_roles" ADD COLUMN "all_editions" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "user_roles" ADD COLUMN "since" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "user_roles" ADD COLUMN "until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "user_roles" ADD COLUMN "ends_with" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "all_editions" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "user_roles" SET "all_editions" = true WHERE "role" IN ('judge', 'organizer') AND "edition_id" IS NULL;--> statement-breakpoint
UPDATE "invitations" SET "all_editions" = true WHERE "role" IN ('judge', 'organizer') AND "edition_id" IS NULL;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_ends_with_editions_id_fk" FOREIGN KEY ("ends_with") REFERENCES "public"."editions"("id") ON DELETE cascade NOT VALID;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_scope" CHECK (num_nonnulls("edition_id", nullif("all_editions", false)) = case when "role" in ('judge', 'organizer') then 1 else 0 end) NOT VALID;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_days" CHECK ("until" >= "since") NOT VALID;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_end" CHECK ("ends_with" is null or "role" = 'coordinator') NOT VALID;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_scope" CHECK (num_nonnulls("edition_id", nullif("all_editions", false)) = case when "role" in ('judge', 'organizer') then 1 else 0 end) NOT VALID;--> statement-breakpoint
CREATE INDEX "user_roles_ends_with" ON "user_roles" USING btree ("ends_with") WHERE "ends_with" IS NOT NULL;--> statement-breakpoint
-- The roles that hold now: every reader asks here. One that has no end of its own ends six months after its edition was
-- published (`account-moves.ts` says the same of one role).
CREATE VIEW "held_roles" AS
SELECT r.id, r.user_id, r.role, r.edition_id, r.all_editions, r.province_frame, r.province_code, r.place_id,
  r.since, coalesce(r.until, e.published_at + interval '6 months') AS until, r.created_at
FROM "user_roles" r
LEFT JOIN "editions" e ON e.id = coalesce(r.edition_id, r.ends_with)
WHERE r.since <= now()
  AND coalesce(r.until, e.published_at + interval '6 months', 'infinity') > now();
