-- each statement by itself
-- A unit that is not among the provinces stops the migration with the table and the units.
DO $$
declare
  named record;
  unknown text;
begin
  for named in
    select * from (values
      ('user_roles', 'province_frame || '':'' || province_code'),
      ('invitations', 'province_frame || '':'' || province_code'),
      ('entries', 'coalesce(bucket, province_frame || '':'' || province_code)'),
      ('agencies', 'province_frame || '':'' || province_code'),
      ('reports', 'frame || '':'' || code'),
      ('province_changes', 'frame || '':'' || code'),
      ('province_successions', 'from_frame || '':'' || from_code'),
      ('province_successions', 'to_frame || '':'' || to_code'),
      ('participation_targets', 'frame || '':'' || code'),
      ('past_participation', 'frame || '':'' || code'),
      ('populations', 'frame || '':'' || code'),
      ('invitees', 'frame || '':'' || code'),
      ('behalf_entries', 'frame || '':'' || code'),
      ('bulk_entries', 'frame || '':'' || code'),
      ('endorsement_quotas', 'frame || '':'' || code'),
      ('endorsements', 'frame || '':'' || code'),
      ('campaign_mails', 'frame || '':'' || code')) as one (of_table, place)
  loop
    execute format(
      'select string_agg(place, '', '') from (select distinct %s as place from %I except select id from places) as wrong',
      named.place, named.of_table) into unknown;
    if unknown is not null then
      raise exception 'Table % has rows of units that are not among the provinces: %. Mend or remove them, then start again.',
        named.of_table, unknown;
    end if;
  end loop;
end $$;
--> statement-breakpoint
UPDATE user_roles SET place_id = province_frame || ':' || province_code WHERE place_id IS NULL AND province_frame IS NOT NULL AND province_code IS NOT NULL;
--> statement-breakpoint
UPDATE invitations SET place_id = province_frame || ':' || province_code WHERE place_id IS NULL AND province_frame IS NOT NULL AND province_code IS NOT NULL;
--> statement-breakpoint
-- In batches, so that nobody waits for the whole table.
DO $$
declare
  filled int;
begin
  loop
    update entries set place_id = coalesce(bucket, province_frame || ':' || province_code)
    where id in (
      select id from entries
      where place_id is null and (bucket is not null or province_frame is not null and province_code is not null)
      limit 5000);
    get diagnostics filled = row_count;
    exit when filled = 0;
    commit;
  end loop;
end $$;
--> statement-breakpoint
UPDATE agencies SET place_id = province_frame || ':' || province_code WHERE place_id IS NULL AND province_frame IS NOT NULL AND province_code IS NOT NULL;
--> statement-breakpoint
UPDATE reports SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE province_changes SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE province_successions SET from_place_id = from_frame || ':' || from_code WHERE from_place_id IS NULL AND from_frame IS NOT NULL AND from_code IS NOT NULL;
--> statement-breakpoint
UPDATE province_successions SET to_place_id = to_frame || ':' || to_code WHERE to_place_id IS NULL AND to_frame IS NOT NULL AND to_code IS NOT NULL;
--> statement-breakpoint
UPDATE participation_targets SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE past_participation SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE populations SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE invitees SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE behalf_entries SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE bulk_entries SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE endorsement_quotas SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE endorsements SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
UPDATE campaign_mails SET place_id = frame || ':' || code WHERE place_id IS NULL AND frame IS NOT NULL AND code IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "user_roles" DROP CONSTRAINT IF EXISTS "user_roles_place_agrees", ADD CONSTRAINT "user_roles_place_agrees" CHECK ("user_roles"."place_id" is not distinct from "user_roles"."province_frame" || ':' || "user_roles"."province_code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitations" DROP CONSTRAINT IF EXISTS "invitations_place_agrees", ADD CONSTRAINT "invitations_place_agrees" CHECK ("invitations"."place_id" is not distinct from "invitations"."province_frame" || ':' || "invitations"."province_code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" DROP CONSTRAINT IF EXISTS "entries_place_agrees", ADD CONSTRAINT "entries_place_agrees" CHECK ("entries"."place_id" is not distinct from coalesce("entries"."bucket", "entries"."province_frame" || ':' || "entries"."province_code")) NOT VALID;
--> statement-breakpoint
ALTER TABLE "agencies" DROP CONSTRAINT IF EXISTS "agencies_place_agrees", ADD CONSTRAINT "agencies_place_agrees" CHECK ("agencies"."place_id" is not distinct from "agencies"."province_frame" || ':' || "agencies"."province_code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "reports" DROP CONSTRAINT IF EXISTS "reports_place_agrees", ADD CONSTRAINT "reports_place_agrees" CHECK ("reports"."place_id" is not distinct from "reports"."frame" || ':' || "reports"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "province_changes" DROP CONSTRAINT IF EXISTS "province_changes_place_agrees", ADD CONSTRAINT "province_changes_place_agrees" CHECK ("province_changes"."place_id" is not distinct from "province_changes"."frame" || ':' || "province_changes"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "province_successions" DROP CONSTRAINT IF EXISTS "province_successions_from_place_agrees", ADD CONSTRAINT "province_successions_from_place_agrees" CHECK ("province_successions"."from_place_id" is not distinct from "province_successions"."from_frame" || ':' || "province_successions"."from_code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "province_successions" DROP CONSTRAINT IF EXISTS "province_successions_to_place_agrees", ADD CONSTRAINT "province_successions_to_place_agrees" CHECK ("province_successions"."to_place_id" is not distinct from "province_successions"."to_frame" || ':' || "province_successions"."to_code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "participation_targets" DROP CONSTRAINT IF EXISTS "participation_targets_place_agrees", ADD CONSTRAINT "participation_targets_place_agrees" CHECK ("participation_targets"."place_id" is not distinct from "participation_targets"."frame" || ':' || "participation_targets"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_participation" DROP CONSTRAINT IF EXISTS "past_participation_place_agrees", ADD CONSTRAINT "past_participation_place_agrees" CHECK ("past_participation"."place_id" is not distinct from "past_participation"."frame" || ':' || "past_participation"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "populations" DROP CONSTRAINT IF EXISTS "populations_place_agrees", ADD CONSTRAINT "populations_place_agrees" CHECK ("populations"."place_id" is not distinct from "populations"."frame" || ':' || "populations"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitees" DROP CONSTRAINT IF EXISTS "invitees_place_agrees", ADD CONSTRAINT "invitees_place_agrees" CHECK ("invitees"."place_id" is not distinct from "invitees"."frame" || ':' || "invitees"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "behalf_entries" DROP CONSTRAINT IF EXISTS "behalf_entries_place_agrees", ADD CONSTRAINT "behalf_entries_place_agrees" CHECK ("behalf_entries"."place_id" is not distinct from "behalf_entries"."frame" || ':' || "behalf_entries"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "bulk_entries" DROP CONSTRAINT IF EXISTS "bulk_entries_place_agrees", ADD CONSTRAINT "bulk_entries_place_agrees" CHECK ("bulk_entries"."place_id" is not distinct from "bulk_entries"."frame" || ':' || "bulk_entries"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "endorsement_quotas" DROP CONSTRAINT IF EXISTS "endorsement_quotas_place_agrees", ADD CONSTRAINT "endorsement_quotas_place_agrees" CHECK ("endorsement_quotas"."place_id" is not distinct from "endorsement_quotas"."frame" || ':' || "endorsement_quotas"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "endorsements" DROP CONSTRAINT IF EXISTS "endorsements_place_agrees", ADD CONSTRAINT "endorsements_place_agrees" CHECK ("endorsements"."place_id" is not distinct from "endorsements"."frame" || ':' || "endorsements"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "campaign_mails" DROP CONSTRAINT IF EXISTS "campaign_mails_place_agrees", ADD CONSTRAINT "campaign_mails_place_agrees" CHECK ("campaign_mails"."place_id" is not distinct from "campaign_mails"."frame" || ':' || "campaign_mails"."code") NOT VALID;
--> statement-breakpoint
ALTER TABLE "user_roles" VALIDATE CONSTRAINT "user_roles_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "user_roles" VALIDATE CONSTRAINT "user_roles_place_agrees";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "invitations" VALIDATE CONSTRAINT "invitations_place_agrees";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "entries" VALIDATE CONSTRAINT "entries_place_agrees";
--> statement-breakpoint
ALTER TABLE "agencies" VALIDATE CONSTRAINT "agencies_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "agencies" VALIDATE CONSTRAINT "agencies_place_agrees";
--> statement-breakpoint
ALTER TABLE "reports" VALIDATE CONSTRAINT "reports_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "reports" VALIDATE CONSTRAINT "reports_place_agrees";
--> statement-breakpoint
ALTER TABLE "province_changes" VALIDATE CONSTRAINT "province_changes_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "province_changes" VALIDATE CONSTRAINT "province_changes_place_agrees";
--> statement-breakpoint
ALTER TABLE "province_successions" VALIDATE CONSTRAINT "province_successions_from_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "province_successions" VALIDATE CONSTRAINT "province_successions_from_place_agrees";
--> statement-breakpoint
ALTER TABLE "province_successions" VALIDATE CONSTRAINT "province_successions_to_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "province_successions" VALIDATE CONSTRAINT "province_successions_to_place_agrees";
--> statement-breakpoint
ALTER TABLE "participation_targets" VALIDATE CONSTRAINT "participation_targets_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "participation_targets" VALIDATE CONSTRAINT "participation_targets_place_agrees";
--> statement-breakpoint
ALTER TABLE "past_participation" VALIDATE CONSTRAINT "past_participation_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "past_participation" VALIDATE CONSTRAINT "past_participation_place_agrees";
--> statement-breakpoint
ALTER TABLE "populations" VALIDATE CONSTRAINT "populations_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "populations" VALIDATE CONSTRAINT "populations_place_agrees";
--> statement-breakpoint
ALTER TABLE "invitees" VALIDATE CONSTRAINT "invitees_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "invitees" VALIDATE CONSTRAINT "invitees_place_agrees";
--> statement-breakpoint
ALTER TABLE "behalf_entries" VALIDATE CONSTRAINT "behalf_entries_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "behalf_entries" VALIDATE CONSTRAINT "behalf_entries_place_agrees";
--> statement-breakpoint
ALTER TABLE "bulk_entries" VALIDATE CONSTRAINT "bulk_entries_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "bulk_entries" VALIDATE CONSTRAINT "bulk_entries_place_agrees";
--> statement-breakpoint
ALTER TABLE "endorsement_quotas" VALIDATE CONSTRAINT "endorsement_quotas_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "endorsement_quotas" VALIDATE CONSTRAINT "endorsement_quotas_place_agrees";
--> statement-breakpoint
ALTER TABLE "endorsements" VALIDATE CONSTRAINT "endorsements_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "endorsements" VALIDATE CONSTRAINT "endorsements_place_agrees";
--> statement-breakpoint
ALTER TABLE "campaign_mails" VALIDATE CONSTRAINT "campaign_mails_place_id_places_id_fk";
--> statement-breakpoint
ALTER TABLE "campaign_mails" VALIDATE CONSTRAINT "campaign_mails_place_agrees";
--> statement-breakpoint
ALTER TABLE "province_changes" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "province_successions" ALTER COLUMN "from_place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "province_successions" ALTER COLUMN "to_place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "participation_targets" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "past_participation" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "populations" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "invitees" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "behalf_entries" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "bulk_entries" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "endorsement_quotas" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "endorsements" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "campaign_mails" ALTER COLUMN "place_id" SET NOT NULL;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "user_roles_place" ON "user_roles" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_in_place" ON "invitations" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "entries_in_place" ON "entries" ("edition_id","place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "entries_of_place" ON "entries" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "agencies_in_place" ON "agencies" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "reports_place" ON "reports" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "province_changes_place" ON "province_changes" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "province_successions_from_place" ON "province_successions" ("from_place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "province_successions_to_place" ON "province_successions" ("to_place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "participation_targets_place" ON "participation_targets" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "past_participation_place" ON "past_participation" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "populations_place" ON "populations" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitees_place" ON "invitees" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "behalf_entries_in_place" ON "behalf_entries" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "bulk_entries_in_place" ON "bulk_entries" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "endorsement_quotas_place" ON "endorsement_quotas" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "endorsements_place" ON "endorsements" ("place_id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "campaign_mails_place" ON "campaign_mails" ("place_id");
