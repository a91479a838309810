-- Publications of an edition are numbered, each naming the one it takes the place of; every result names its entry. What
-- was published before stays word for word: its results are found by the number, which no entry ever gives back.
ALTER TABLE "publications" ADD COLUMN "version" integer;
--> statement-breakpoint
ALTER TABLE "publications" ADD COLUMN "supersedes_id" text;
--> statement-breakpoint
SELECT set_config('chungkhao.lawful_erasure', 'on', true);
--> statement-breakpoint
UPDATE publications p SET version = n.version, supersedes_id = n.before
FROM (
  SELECT id, row_number() OVER line AS version, lag(id) OVER line AS before
  FROM publications WINDOW line AS (PARTITION BY edition_id ORDER BY published_at, id)) n
WHERE n.id = p.id;
--> statement-breakpoint
SET CONSTRAINTS ALL IMMEDIATE;
--> statement-breakpoint
SELECT set_config('chungkhao.lawful_erasure', '', true);
--> statement-breakpoint
ALTER TABLE "publications" ALTER COLUMN "version" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_of_edition" UNIQUE ("id", "edition_id");
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_version" UNIQUE ("edition_id", "version");
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_superseded_once" UNIQUE ("supersedes_id", "edition_id");
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_supersedes" FOREIGN KEY ("supersedes_id", "edition_id") REFERENCES "publications" ("id", "edition_id");
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_first" CHECK ("publications"."version" >= 1 and ("publications"."version" = 1) = ("publications"."supersedes_id" is null));
--> statement-breakpoint
CREATE FUNCTION publication_versioned() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  latest record;
begin
  select id, version into latest from publications where edition_id = new.edition_id order by version desc limit 1;
  new.version := coalesce(latest.version, 0) + 1;
  new.supersedes_id := latest.id;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER publications_versioned BEFORE INSERT ON publications
  FOR EACH ROW EXECUTE FUNCTION publication_versioned();
--> statement-breakpoint
CREATE FUNCTION publication_entries() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  astray jsonb;
begin
  select one.line into astray
  from jsonb_array_elements(new.results) as one (line)
  left join entries e on e.edition_id = new.edition_id and e.number = (one.line->>'number')::int
  where e.id is null or e.id <> coalesce(one.line->>'entryId', e.id)
  limit 1;
  if found then
    perform refuse('publications_entries', 'publications', astray::text);
  end if;
  select coalesce(jsonb_agg(one.line || jsonb_build_object('entryId', e.id) order by one.place), '[]')
  into new.results
  from jsonb_array_elements(new.results) with ordinality as one (line, place)
  join entries e on e.edition_id = new.edition_id and e.number = (one.line->>'number')::int;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER publications_entries BEFORE INSERT ON publications
  FOR EACH ROW EXECUTE FUNCTION publication_entries();
--> statement-breakpoint
CREATE TRIGGER publications_version_kept BEFORE UPDATE ON publications FOR EACH ROW
  WHEN ((new.version, new.supersedes_id) IS DISTINCT FROM (old.version, old.supersedes_id))
  EXECUTE FUNCTION append_only();
--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "publication_id" text;
--> statement-breakpoint
UPDATE certificates c SET publication_id = (
  SELECT p.id FROM entries e JOIN publications p ON p.edition_id = e.edition_id
  WHERE e.id = c.entry_id AND p.results @> jsonb_build_array(jsonb_build_object('number', e.number))
  ORDER BY p.version LIMIT 1);
--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_publication_id_publications_id_fk" FOREIGN KEY ("publication_id") REFERENCES "publications" ("id") NOT VALID;
