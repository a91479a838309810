-- each statement by itself
-- In batches, accounts first, so that authors find them.
DO $$
declare
  filled int;
begin
  loop
    update users set person_id = new_person()
    where id in (select id from users where person_id is null limit 5000);
    get diagnostics filled = row_count;
    exit when filled = 0;
    commit;
  end loop;
end $$;
--> statement-breakpoint
DO $$
declare
  filled int;
begin
  loop
    update entry_authors set person_id = coalesce(case when email <> '' then person_of(email, name_key) end, new_person())
    where id in (select id from entry_authors where person_id is null and kind = 'person' limit 5000);
    get diagnostics filled = row_count;
    exit when filled = 0;
    commit;
  end loop;
end $$;
--> statement-breakpoint
DO $$
declare
  filled int;
begin
  loop
    update invitees set person_id = coalesce(person_of(email), new_person())
    where id in (select id from invitees where person_id is null and kind = 'person' limit 5000);
    get diagnostics filled = row_count;
    exit when filled = 0;
    commit;
  end loop;
end $$;
--> statement-breakpoint
DO $$
declare
  filled int;
begin
  loop
    update behalf_entries set person_id = coalesce(person_of(author_email), new_person())
    where entry_id in (select entry_id from behalf_entries where person_id is null limit 5000);
    get diagnostics filled = row_count;
    exit when filled = 0;
    commit;
  end loop;
end $$;
--> statement-breakpoint
ALTER TABLE "entry_authors" DROP CONSTRAINT IF EXISTS "entry_authors_person", ADD CONSTRAINT "entry_authors_person" CHECK (("entry_authors"."kind" = 'person') = ("entry_authors"."person_id" is not null)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitees" DROP CONSTRAINT IF EXISTS "invitees_person", ADD CONSTRAINT "invitees_person" CHECK (("invitees"."kind" = 'person') = ("invitees"."person_id" is not null)) NOT VALID;
--> statement-breakpoint
ALTER TABLE "users" VALIDATE CONSTRAINT "users_person_id_persons_id_fk";
--> statement-breakpoint
ALTER TABLE "entry_authors" VALIDATE CONSTRAINT "entry_authors_person_id_persons_id_fk";
--> statement-breakpoint
ALTER TABLE "invitees" VALIDATE CONSTRAINT "invitees_person_id_persons_id_fk";
--> statement-breakpoint
ALTER TABLE "behalf_entries" VALIDATE CONSTRAINT "behalf_entries_person_id_persons_id_fk";
--> statement-breakpoint
ALTER TABLE "entry_authors" VALIDATE CONSTRAINT "entry_authors_person";
--> statement-breakpoint
ALTER TABLE "invitees" VALIDATE CONSTRAINT "invitees_person";
--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "person_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "behalf_entries" ALTER COLUMN "person_id" SET NOT NULL;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_of_person" ON "users" ("person_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "entry_authors_of_person" ON "entry_authors" ("person_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitees_of_person" ON "invitees" ("person_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "behalf_entries_of_person" ON "behalf_entries" ("person_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitees_of_address" ON "invitees" ("email");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "behalf_entries_of_address" ON "behalf_entries" ("author_email");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "entry_authors_of_address" ON "entry_authors" (lower("email"), "name_key") WHERE "entry_authors"."email" <> '';
