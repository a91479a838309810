-- What a category asks for of each kind of file, and how many of each prize it has, as rows. The columns of `categories`
-- stay for landed code and say the same: what is written to either side is written to the other by trigger.
CREATE TABLE "category_files" (
  "category_id" text NOT NULL,
  "kind" text NOT NULL,
  "position" integer NOT NULL,
  "required" boolean NOT NULL,
  "max_count" integer NOT NULL,
  "max_bytes" bigint NOT NULL,
  "types" text[],
  "max_minutes" integer,
  "min_pixels" integer,
  CONSTRAINT "category_files_category_id_kind_pk" PRIMARY KEY ("category_id", "kind"),
  CONSTRAINT "category_files_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "categories" ("id") ON DELETE CASCADE,
  CONSTRAINT "category_files_kind_known" CHECK ("category_files"."kind" in ('pdf', 'image', 'audio', 'video')),
  CONSTRAINT "category_files_position_least" CHECK ("category_files"."position" >= 1),
  CONSTRAINT "category_files_limits" CHECK ("category_files"."max_count" >= 0 and "category_files"."max_bytes" >= 0 and coalesce("category_files"."max_minutes", 0) >= 0 and coalesce("category_files"."min_pixels", 0) >= 0)
);
--> statement-breakpoint
CREATE TABLE "prize_quotas" (
  "category_id" text NOT NULL,
  "prize" text NOT NULL,
  "places" integer NOT NULL,
  CONSTRAINT "prize_quotas_category_id_prize_pk" PRIMARY KEY ("category_id", "prize"),
  CONSTRAINT "prize_quotas_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "categories" ("id") ON DELETE CASCADE,
  CONSTRAINT "prize_quotas_prize_known" CHECK ("prize_quotas"."prize" in ('first', 'second', 'third', 'consolation')),
  CONSTRAINT "prize_quotas_places_least" CHECK ("prize_quotas"."places" >= 0)
);
--> statement-breakpoint
LOCK TABLE "categories" IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
INSERT INTO category_files
  (category_id, kind, position, required, max_count, max_bytes, types, max_minutes, min_pixels)
SELECT c.id, one.file->>'kind', one.place, coalesce((one.file->>'required')::boolean, false),
  (one.file->>'maxCount')::int, (one.file->>'maxBytes')::bigint,
  CASE WHEN jsonb_typeof(one.file->'types') = 'array'
    THEN array(SELECT jsonb_array_elements_text(one.file->'types')) END,
  (one.file->>'maxMinutes')::int, (one.file->>'minPixels')::int
FROM categories c CROSS JOIN jsonb_array_elements(c.requirements) WITH ORDINALITY AS one (file, place)
ON CONFLICT DO NOTHING;
--> statement-breakpoint
INSERT INTO prize_quotas (category_id, prize, places)
SELECT c.id, one.key, one.value::int FROM categories c CROSS JOIN jsonb_each_text(c.quota) AS one;
--> statement-breakpoint
CREATE FUNCTION rows_of_category() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  delete from category_files where category_id = new.id;
  insert into category_files
    (category_id, kind, position, required, max_count, max_bytes, types, max_minutes, min_pixels)
  select new.id, one.file->>'kind', one.place, coalesce((one.file->>'required')::boolean, false),
    (one.file->>'maxCount')::int, (one.file->>'maxBytes')::bigint,
    case when jsonb_typeof(one.file->'types') = 'array'
      then array(select jsonb_array_elements_text(one.file->'types')) end,
    (one.file->>'maxMinutes')::int, (one.file->>'minPixels')::int
  from jsonb_array_elements(new.requirements) with ordinality as one (file, place)
  on conflict do nothing;
  delete from prize_quotas where category_id = new.id;
  insert into prize_quotas (category_id, prize, places)
  select new.id, key, value::int from jsonb_each_text(new.quota);
  return null;
end $$;
--> statement-breakpoint
CREATE FUNCTION category_of_rows() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  category text := case tg_op when 'DELETE' then old.category_id else new.category_id end;
begin
  if tg_table_name = 'category_files' then
    update categories set requirements = (
      select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'kind', kind, 'required', required, 'types', to_jsonb(types), 'maxCount', max_count, 'maxBytes', max_bytes,
        'maxMinutes', max_minutes, 'minPixels', min_pixels)) order by position), '[]')
      from category_files where category_id = category)
    where id = category;
  else
    update categories set quota = (
      select coalesce(jsonb_object_agg(prize, places), '{}') from prize_quotas where category_id = category)
    where id = category;
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER categories_rows_new AFTER INSERT ON categories FOR EACH ROW EXECUTE FUNCTION rows_of_category();
--> statement-breakpoint
CREATE TRIGGER categories_rows AFTER UPDATE OF requirements, quota ON categories FOR EACH ROW
  WHEN (pg_trigger_depth() = 0
    AND (new.requirements, new.quota) IS DISTINCT FROM (old.requirements, old.quota))
  EXECUTE FUNCTION rows_of_category();
--> statement-breakpoint
CREATE TRIGGER category_files_column AFTER INSERT OR UPDATE OR DELETE ON category_files FOR EACH ROW
  WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION category_of_rows();
--> statement-breakpoint
CREATE TRIGGER prize_quotas_column AFTER INSERT OR UPDATE OR DELETE ON prize_quotas FOR EACH ROW
  WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION category_of_rows();
