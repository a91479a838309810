-- Who stands behind accounts and authors. A person has no name here: names stand where they were given, and erasing one
-- finds them by this key. 0053 gives one to every row that is there.
CREATE FUNCTION new_person_id() RETURNS text LANGUAGE sql VOLATILE AS $$
  select 'per_' || string_agg(
    substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(uuid_send(gen_random_uuid()), 15) & 31), 1), '')
  from generate_series(1, 20)
$$;
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" text PRIMARY KEY DEFAULT new_person_id() NOT NULL,
	"merged_into" text,
	"erased_at" timestamp (3) with time zone,
	"erased_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "persons_merged_into_persons_id_fk" FOREIGN KEY ("merged_into") REFERENCES "persons"("id"),
	CONSTRAINT "persons_erased_by_users_id_fk" FOREIGN KEY ("erased_by") REFERENCES "users"("id"),
	CONSTRAINT "persons_merged_another" CHECK ("persons"."merged_into" <> "persons"."id"),
	CONSTRAINT "persons_erased" CHECK (num_nulls("persons"."erased_at", "persons"."erased_by") in (0, 2))
);
--> statement-breakpoint
CREATE INDEX "persons_merged" ON "persons" ("merged_into");
--> statement-breakpoint
CREATE INDEX "persons_erased_by" ON "persons" ("erased_by");
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "person_id" text;
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "entry_authors" ADD COLUMN "person_id" text;
--> statement-breakpoint
ALTER TABLE "entry_authors" ADD CONSTRAINT "entry_authors_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "invitees" ADD COLUMN "person_id" text;
--> statement-breakpoint
ALTER TABLE "invitees" ADD CONSTRAINT "invitees_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "behalf_entries" ADD COLUMN "person_id" text;
--> statement-breakpoint
ALTER TABLE "behalf_entries" ADD CONSTRAINT "behalf_entries_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id") NOT VALID;
--> statement-breakpoint
CREATE FUNCTION new_person() RETURNS text LANGUAGE sql VOLATILE AS $$
  insert into persons default values returning id
$$;
--> statement-breakpoint
-- Who is the same person as whom, said once: whoever has confirmed the address, and where somebody else wrote a name beside
-- it, that name too (an office's address stands for several authors). A name alone says nothing.
CREATE FUNCTION person_of(address text, called text DEFAULT NULL) RETURNS text LANGUAGE sql STABLE AS $$
  select person_id from users
  where email = lower(address) and email_confirmed_at is not null and (called is null or name_key = called)
$$;
--> statement-breakpoint
CREATE FUNCTION person_of_account() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  new.person_id := coalesce(new.person_id, new_person());
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER users_person BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION person_of_account();
--> statement-breakpoint
ALTER TABLE users ENABLE ALWAYS TRIGGER users_person;
--> statement-breakpoint
-- Told the names of a table's columns: the address and, where somebody else wrote it, the folded name.
CREATE FUNCTION person_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  row jsonb := to_jsonb(new);
  before jsonb := case tg_op when 'UPDATE' then to_jsonb(old) end;
  known text;
begin
  if row ->> 'kind' in ('organisation', 'agency') then
    new.person_id := null;
    return new;
  end if;
  if new.person_id is not null and before - 'person_id' = row - 'person_id'
    or new.person_id is not null and tg_op = 'INSERT' then
    return new;
  end if;
  known := person_of(row ->> tg_argv[0], row ->> tg_argv[1]);
  if known is not null then
    perform merge_person(new.person_id, known);
    new.person_id := known;
  elsif new.person_id is null
    or row ->> tg_argv[0] <> before ->> tg_argv[0] and exists (select 1 from users where person_id = new.person_id) then
    new.person_id := new_person();
  end if;
  return new;
end $$;
--> statement-breakpoint
-- What a document has kept of a person that had no account still leads to the account's; two accounts stay two.
CREATE FUNCTION merge_person(one text, other text) RETURNS void LANGUAGE sql VOLATILE AS $$
  update persons set merged_into = other
  where id = one and one <> other and not exists (select 1 from users where person_id = one)
$$;
--> statement-breakpoint
CREATE TRIGGER entry_authors_person BEFORE INSERT OR UPDATE OF kind, email, name_key, person_id ON entry_authors
  FOR EACH ROW EXECUTE FUNCTION person_of_row('email', 'name_key');
--> statement-breakpoint
ALTER TABLE entry_authors ENABLE ALWAYS TRIGGER entry_authors_person;
--> statement-breakpoint
CREATE TRIGGER invitees_person BEFORE INSERT OR UPDATE OF kind, email, person_id ON invitees
  FOR EACH ROW EXECUTE FUNCTION person_of_row('email');
--> statement-breakpoint
ALTER TABLE invitees ENABLE ALWAYS TRIGGER invitees_person;
--> statement-breakpoint
CREATE TRIGGER behalf_entries_person BEFORE INSERT OR UPDATE OF author_email, person_id ON behalf_entries
  FOR EACH ROW EXECUTE FUNCTION person_of_row('author_email');
--> statement-breakpoint
ALTER TABLE behalf_entries ENABLE ALWAYS TRIGGER behalf_entries_person;
--> statement-breakpoint
-- From the moment an address is confirmed (or a name set right) on, what was written of it before is the account's too.
CREATE FUNCTION link_account() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform merge_person(person_id, new.person_id) from (
    select person_id from entry_authors
    where lower(email) = new.email and email <> '' and name_key = new.name_key
    union
    select person_id from invitees where email = new.email
    union
    select person_id from behalf_entries where author_email = new.email) as written;
  update entry_authors set person_id = new.person_id
  where lower(email) = new.email and email <> '' and name_key = new.name_key and kind = 'person'
    and person_id in (select id from persons where merged_into = new.person_id);
  update invitees set person_id = new.person_id
  where email = new.email and kind = 'person'
    and person_id in (select id from persons where merged_into = new.person_id);
  update behalf_entries set person_id = new.person_id
  where author_email = new.email and person_id in (select id from persons where merged_into = new.person_id);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER users_linked AFTER INSERT OR UPDATE OF email, email_confirmed_at, name_key ON users FOR EACH ROW
  WHEN (new.email_confirmed_at IS NOT NULL) EXECUTE FUNCTION link_account();
--> statement-breakpoint
-- An erased person's account keeps its row, because works are its own, and nothing that says whose it was.
CREATE FUNCTION erased_whole() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  person text := case tg_table_name when 'persons' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'person_id' end;
begin
  if exists (
    select 1 from persons p join users u on u.person_id = p.id
    where p.id = person and p.erased_at is not null
      and (u.name <> '' or u.name_key <> '' or u.phone is not null or u.password_hash is not null
        or u.disabled_at is null or u.email not like '%@invalid'))
  then
    perform refuse('persons_erased_whole', 'persons', format('an account of %s still says whose it was', person));
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER persons_erased_whole AFTER UPDATE OF erased_at ON persons
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION erased_whole();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER users_erased_whole AFTER INSERT OR UPDATE ON users
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION erased_whole();
