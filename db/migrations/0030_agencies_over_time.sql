-- Who worked where since and until, by which names an account has gone, and every agency of an entry. The columns of
-- before (users.agency_id, users.name_key, entries.agency_id, entries.agency_text) stay and lead: triggers carry each change
-- over, of a release before as well. Rows that are there are carried over by 0031; what changes before that is carried over
-- by the triggers.
CREATE TABLE "user_agencies" (
  "id" text PRIMARY KEY NOT NULL,
  "user_id" text NOT NULL,
  "agency_id" text NOT NULL,
  "text" text NOT NULL,
  "since" timestamp (3) with time zone DEFAULT now() NOT NULL,
  "until" timestamp (3) with time zone,
  CONSTRAINT "user_agencies_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
  CONSTRAINT "user_agencies_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "agencies" ("id"),
  CONSTRAINT "user_agencies_until" CHECK ("until" >= "since")
);--> statement-breakpoint
CREATE INDEX "user_agencies_user" ON "user_agencies" ("user_id", "agency_id");--> statement-breakpoint
CREATE INDEX "user_agencies_agency" ON "user_agencies" ("agency_id", "user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_agencies_open" ON "user_agencies" ("user_id") WHERE "until" IS NULL;--> statement-breakpoint

CREATE TABLE "user_names" (
  "user_id" text NOT NULL,
  "name_key" text NOT NULL,
  "name" text NOT NULL,
  "since" timestamp (3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "user_names_user_id_name_key_pk" PRIMARY KEY ("user_id", "name_key"),
  CONSTRAINT "user_names_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
  CONSTRAINT "user_names_some" CHECK ("name_key" <> '')
);--> statement-breakpoint

CREATE TABLE "entry_agencies" (
  "entry_id" text NOT NULL,
  "position" integer NOT NULL,
  "agency_id" text,
  "text" text DEFAULT '' NOT NULL,
  "lead" boolean DEFAULT false NOT NULL,
  CONSTRAINT "entry_agencies_entry_id_position_pk" PRIMARY KEY ("entry_id", "position"),
  CONSTRAINT "entry_agencies_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "entries" ("id") ON DELETE CASCADE,
  CONSTRAINT "entry_agencies_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "agencies" ("id"),
  CONSTRAINT "entry_agencies_once" UNIQUE ("entry_id", "agency_id"),
  CONSTRAINT "entry_agencies_position_least" CHECK ("position" >= 1),
  CONSTRAINT "entry_agencies_some" CHECK ("agency_id" IS NOT NULL OR "text" <> '')
);--> statement-breakpoint
CREATE UNIQUE INDEX "entry_agencies_one_lead" ON "entry_agencies" ("entry_id") WHERE "lead";--> statement-breakpoint
CREATE INDEX "entry_agencies_agency" ON "entry_agencies" ("agency_id", "entry_id");--> statement-breakpoint

-- A change of the account ends one row and begins another.
CREATE FUNCTION users_keep_agency() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  begins timestamptz := NEW.created_at;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    begins := clock_timestamp();
    UPDATE user_agencies SET until = greatest(since, begins) WHERE user_id = NEW.id AND until IS NULL;
    IF NOT FOUND AND OLD.agency_id IS NOT NULL THEN
      INSERT INTO user_agencies (id, user_id, agency_id, text, since, until)
      SELECT 'uag_' || left(replace(gen_random_uuid()::text, '-', ''), 20), OLD.id, id, name, OLD.created_at,
        greatest(OLD.created_at, begins)
      FROM agencies WHERE id = OLD.agency_id;
    END IF;
  END IF;
  INSERT INTO user_agencies (id, user_id, agency_id, text, since)
  SELECT 'uag_' || left(replace(gen_random_uuid()::text, '-', ''), 20), NEW.id, id, name, begins
  FROM agencies WHERE id = NEW.agency_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER users_begin_agency AFTER INSERT ON "users" FOR EACH ROW
  WHEN (NEW.agency_id IS NOT NULL) EXECUTE FUNCTION users_keep_agency();--> statement-breakpoint
CREATE TRIGGER users_change_agency AFTER UPDATE OF "agency_id" ON "users" FOR EACH ROW
  WHEN (OLD.agency_id IS DISTINCT FROM NEW.agency_id) EXECUTE FUNCTION users_keep_agency();--> statement-breakpoint

-- Where somebody worked is ended, and how it was typed may be written down; nothing else of it changes.
CREATE FUNCTION user_agencies_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.user_id, NEW.agency_id, NEW.since) = (OLD.id, OLD.user_id, OLD.agency_id, OLD.since)
    AND (OLD.until IS NULL OR NEW.until IS NOT DISTINCT FROM OLD.until)
  THEN RETURN NEW; END IF;
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'where account % worked is kept', OLD.user_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'user_agencies_kept', TABLE = 'user_agencies';
END $$;--> statement-breakpoint
CREATE TRIGGER user_agencies_kept BEFORE UPDATE OR DELETE ON "user_agencies" FOR EACH ROW
  EXECUTE FUNCTION user_agencies_kept();--> statement-breakpoint

CREATE FUNCTION user_agencies_in_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM users u LEFT JOIN user_agencies m ON m.user_id = u.id AND m.until IS NULL
    WHERE u.id = NEW.user_id AND u.agency_id IS DISTINCT FROM m.agency_id)
  THEN
    RAISE EXCEPTION 'account % works elsewhere than it says', NEW.user_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'user_agencies_in_step', TABLE = 'user_agencies';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER user_agencies_in_step AFTER INSERT OR UPDATE ON "user_agencies"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION user_agencies_in_step();--> statement-breakpoint

CREATE FUNCTION users_keep_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.name_key <> '' THEN
    INSERT INTO user_names (user_id, name_key, name, since) VALUES (OLD.id, OLD.name_key, OLD.name, OLD.created_at)
    ON CONFLICT DO NOTHING;
  END IF;
  IF NEW.name_key <> '' THEN
    INSERT INTO user_names (user_id, name_key, name) VALUES (NEW.id, NEW.name_key, NEW.name) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER users_begin_name AFTER INSERT ON "users" FOR EACH ROW EXECUTE FUNCTION users_keep_name();--> statement-breakpoint
CREATE TRIGGER users_change_name AFTER UPDATE OF "name_key" ON "users" FOR EACH ROW
  WHEN (OLD.name_key <> NEW.name_key) EXECUTE FUNCTION users_keep_name();--> statement-breakpoint
CREATE FUNCTION user_names_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'names of account % are kept', OLD.user_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'user_names_kept', TABLE = 'user_names';
END $$;--> statement-breakpoint
CREATE TRIGGER user_names_kept BEFORE UPDATE OR DELETE ON "user_names" FOR EACH ROW
  EXECUTE FUNCTION user_names_kept();--> statement-breakpoint

-- The agency that leads is the one of the entry's own columns.
CREATE FUNCTION entries_keep_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.agency_id IS NULL AND NEW.agency_text = '' THEN
    DELETE FROM entry_agencies WHERE entry_id = NEW.id AND lead;
    RETURN NULL;
  END IF;
  DELETE FROM entry_agencies WHERE entry_id = NEW.id AND NOT lead AND agency_id = NEW.agency_id;
  INSERT INTO entry_agencies (entry_id, agency_id, text, lead, position)
  VALUES (NEW.id, NEW.agency_id, NEW.agency_text, true,
    coalesce((SELECT max(position) FROM entry_agencies WHERE entry_id = NEW.id), 0) + 1)
  ON CONFLICT (entry_id) WHERE lead DO UPDATE SET agency_id = excluded.agency_id, text = excluded.text;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER entries_begin_lead AFTER INSERT ON "entries" FOR EACH ROW
  WHEN (NEW.agency_id IS NOT NULL OR NEW.agency_text <> '') EXECUTE FUNCTION entries_keep_lead();--> statement-breakpoint
CREATE TRIGGER entries_change_lead AFTER UPDATE OF "agency_id", "agency_text" ON "entries" FOR EACH ROW
  WHEN (OLD.agency_id IS DISTINCT FROM NEW.agency_id OR OLD.agency_text <> NEW.agency_text)
  EXECUTE FUNCTION entries_keep_lead();--> statement-breakpoint
CREATE FUNCTION entry_agencies_in_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry text := coalesce(NEW.entry_id, OLD.entry_id);
BEGIN
  IF EXISTS (
    SELECT FROM entries e LEFT JOIN entry_agencies l ON l.entry_id = e.id AND l.lead
    WHERE e.id = entry AND (
      e.agency_id IS DISTINCT FROM l.agency_id OR e.agency_text <> coalesce(l.text, '')
      OR l.entry_id IS NULL AND EXISTS (SELECT FROM entry_agencies WHERE entry_id = e.id)))
  THEN
    RAISE EXCEPTION 'entry % is led by another agency than it says', entry
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_agencies_in_step', TABLE = 'entry_agencies';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER entry_agencies_in_step AFTER INSERT OR UPDATE OR DELETE ON "entry_agencies"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_agencies_in_step();
