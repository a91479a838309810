-- A place as one key: a unit of a frame, or a group outside the grid. Earlier releases go on writing frame and code (and
-- "bucket"); place_id is filled from them, and they from it where it alone is given. 0051 fills the rows that are there.
CREATE TABLE "places" (
	"id" text PRIMARY KEY NOT NULL,
	"frame" text,
	"code" text,
	"outside" text,
	CONSTRAINT "places_unit" FOREIGN KEY ("frame","code") REFERENCES "provinces"("frame","code") ON DELETE cascade,
	CONSTRAINT "places_one" CHECK (num_nulls("places"."frame", "places"."code") in (0, 2) and num_nonnulls("places"."outside", "places"."code") = 1),
	CONSTRAINT "places_named" CHECK ("places"."id" = coalesce("places"."outside", "places"."frame" || ':' || "places"."code")),
	CONSTRAINT "places_outside_known" CHECK ("places"."outside" in ('central', 'overseas', 'foreign'))
);
--> statement-breakpoint
CREATE INDEX "places_of_unit" ON "places" ("frame","code");
--> statement-breakpoint
CREATE FUNCTION place_of_unit() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  insert into places (id, frame, code) values (new.frame || ':' || new.code, new.frame, new.code);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER provinces_place AFTER INSERT ON provinces FOR EACH ROW EXECUTE FUNCTION place_of_unit();
--> statement-breakpoint
INSERT INTO places (id, frame, code) SELECT frame || ':' || code, frame, code FROM provinces;
--> statement-breakpoint
INSERT INTO places (id, outside) VALUES ('central', 'central'), ('overseas', 'overseas'), ('foreign', 'foreign');
--> statement-breakpoint
-- Told the names of a table's columns: place, frame, code and, where it has one, the group outside. Whichever of the two
-- ways was not written follows the other; where both were, the table's check compares them.
CREATE FUNCTION fill_place() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  row jsonb := to_jsonb(new);
  before jsonb := case tg_op when 'UPDATE' then to_jsonb(old) end;
  place text := row ->> tg_argv[0];
  told text := coalesce(row ->> tg_argv[3], (row ->> tg_argv[1]) || ':' || (row ->> tg_argv[2]));
  was_told text := coalesce(before ->> tg_argv[3], (before ->> tg_argv[1]) || ':' || (before ->> tg_argv[2]));
  unit boolean := place like '%:%';
begin
  if place is not distinct from before ->> tg_argv[0] then
    return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], told));
  end if;
  if told is distinct from was_told then
    return new;
  end if;
  return jsonb_populate_record(new,
    jsonb_build_object(
      tg_argv[1], case when unit then split_part(place, ':', 1) end,
      tg_argv[2], case when unit then split_part(place, ':', 2) end)
    || case when tg_nargs = 4 then jsonb_build_object(tg_argv[3], case when not unit then place end) else '{}' end);
end $$;
--> statement-breakpoint
ALTER TABLE "user_roles" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER user_roles_place BEFORE INSERT OR UPDATE OF place_id, province_frame, province_code ON user_roles
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'province_frame', 'province_code');
--> statement-breakpoint
ALTER TABLE user_roles ENABLE ALWAYS TRIGGER user_roles_place;
--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER invitations_place BEFORE INSERT OR UPDATE OF place_id, province_frame, province_code ON invitations
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'province_frame', 'province_code');
--> statement-breakpoint
ALTER TABLE invitations ENABLE ALWAYS TRIGGER invitations_place;
--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER entries_place BEFORE INSERT OR UPDATE OF place_id, province_frame, province_code, bucket ON entries
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'province_frame', 'province_code', 'bucket');
--> statement-breakpoint
ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_place;
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "agencies" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER agencies_place BEFORE INSERT OR UPDATE OF place_id, province_frame, province_code ON agencies
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'province_frame', 'province_code');
--> statement-breakpoint
ALTER TABLE agencies ENABLE ALWAYS TRIGGER agencies_place;
--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER reports_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON reports
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE reports ENABLE ALWAYS TRIGGER reports_place;
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "province_changes" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER province_changes_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON province_changes
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE province_changes ENABLE ALWAYS TRIGGER province_changes_place;
--> statement-breakpoint
ALTER TABLE "province_changes" ADD CONSTRAINT "province_changes_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "province_successions" ADD COLUMN "from_place_id" text;
--> statement-breakpoint
CREATE TRIGGER province_successions_from_place BEFORE INSERT OR UPDATE OF from_place_id, from_frame, from_code ON province_successions
  FOR EACH ROW EXECUTE FUNCTION fill_place('from_place_id', 'from_frame', 'from_code');
--> statement-breakpoint
ALTER TABLE province_successions ENABLE ALWAYS TRIGGER province_successions_from_place;
--> statement-breakpoint
ALTER TABLE "province_successions" ADD CONSTRAINT "province_successions_from_place_id_places_id_fk" FOREIGN KEY ("from_place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "province_successions" ADD COLUMN "to_place_id" text;
--> statement-breakpoint
CREATE TRIGGER province_successions_to_place BEFORE INSERT OR UPDATE OF to_place_id, to_frame, to_code ON province_successions
  FOR EACH ROW EXECUTE FUNCTION fill_place('to_place_id', 'to_frame', 'to_code');
--> statement-breakpoint
ALTER TABLE province_successions ENABLE ALWAYS TRIGGER province_successions_to_place;
--> statement-breakpoint
ALTER TABLE "province_successions" ADD CONSTRAINT "province_successions_to_place_id_places_id_fk" FOREIGN KEY ("to_place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "participation_targets" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER participation_targets_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON participation_targets
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE participation_targets ENABLE ALWAYS TRIGGER participation_targets_place;
--> statement-breakpoint
ALTER TABLE "participation_targets" ADD CONSTRAINT "participation_targets_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "past_participation" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER past_participation_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON past_participation
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE past_participation ENABLE ALWAYS TRIGGER past_participation_place;
--> statement-breakpoint
ALTER TABLE "past_participation" ADD CONSTRAINT "past_participation_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "populations" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER populations_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON populations
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE populations ENABLE ALWAYS TRIGGER populations_place;
--> statement-breakpoint
ALTER TABLE "populations" ADD CONSTRAINT "populations_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitees" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER invitees_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON invitees
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE invitees ENABLE ALWAYS TRIGGER invitees_place;
--> statement-breakpoint
ALTER TABLE "invitees" ADD CONSTRAINT "invitees_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "behalf_entries" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER behalf_entries_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON behalf_entries
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE behalf_entries ENABLE ALWAYS TRIGGER behalf_entries_place;
--> statement-breakpoint
ALTER TABLE "behalf_entries" ADD CONSTRAINT "behalf_entries_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER bulk_entries_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON bulk_entries
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE bulk_entries ENABLE ALWAYS TRIGGER bulk_entries_place;
--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD CONSTRAINT "bulk_entries_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "endorsement_quotas" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER endorsement_quotas_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON endorsement_quotas
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE endorsement_quotas ENABLE ALWAYS TRIGGER endorsement_quotas_place;
--> statement-breakpoint
ALTER TABLE "endorsement_quotas" ADD CONSTRAINT "endorsement_quotas_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "endorsements" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER endorsements_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON endorsements
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE endorsements ENABLE ALWAYS TRIGGER endorsements_place;
--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "campaign_mails" ADD COLUMN "place_id" text;
--> statement-breakpoint
CREATE TRIGGER campaign_mails_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON campaign_mails
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE campaign_mails ENABLE ALWAYS TRIGGER campaign_mails_place;
--> statement-breakpoint
ALTER TABLE "campaign_mails" ADD CONSTRAINT "campaign_mails_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places"("id") NOT VALID;
