-- Every decision of the secretariat about an entry, row by row; the columns of `entries` hold the last one only. Of before
-- is known what the log of events says, and of the last decision what stands in the entry: its note, and until when what
-- was asked for. A decision whose reason was not kept has none.
CREATE TABLE "screenings" (
  "id" text PRIMARY KEY NOT NULL,
  "entry_id" text NOT NULL,
  "decision" text NOT NULL,
  "reason" text,
  "note" text,
  "return_until" timestamp (3) with time zone,
  "return_fields" text[],
  "by" text,
  "at" timestamp (3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "screenings_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "entries" ("id"),
  CONSTRAINT "screenings_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "users" ("id"),
  CONSTRAINT "screenings_decision_known" CHECK ("screenings"."decision" in ('eligible', 'ineligible', 'returned')),
  CONSTRAINT "screenings_reason_known" CHECK ("screenings"."reason" in ('window', 'parts', 'cap', 'subject', 'stitched', 'copyright', 'dossier', 'entrant', 'other')),
  CONSTRAINT "screenings_return_fields_known" CHECK ("screenings"."return_fields" <@ array['work', 'parts', 'authors', 'agency', 'media', 'awards']::text[]),
  CONSTRAINT "screenings_reason_of" CHECK ("screenings"."decision" = 'ineligible' or "screenings"."reason" is null),
  CONSTRAINT "screenings_return" CHECK (num_nulls("screenings"."return_until", "screenings"."return_fields") in (0, 2) and ("screenings"."decision" = 'returned' or "screenings"."return_until" is null))
);
--> statement-breakpoint
CREATE INDEX "screenings_entry" ON "screenings" ("entry_id", "at");
--> statement-breakpoint
CREATE INDEX "screenings_by" ON "screenings" ("by");
--> statement-breakpoint
CREATE FUNCTION screening_id() RETURNS text LANGUAGE sql AS $$
  select 'scr_' || left(replace(gen_random_uuid()::text, '-', ''), 20)
$$;
--> statement-breakpoint
INSERT INTO screenings (id, entry_id, decision, reason, "by", at)
SELECT screening_id(), e.id, v.details->>'decision',
  CASE WHEN v.details->>'decision' = 'ineligible' THEN v.details->>'reason' END, u.id, v.at
FROM audit_events v JOIN entries e ON e.id = v.subject_id LEFT JOIN users u ON u.id = v.actor_id
WHERE v.kind = 'entry.screened' AND v.details->>'decision' IN ('eligible', 'ineligible', 'returned')
ORDER BY v.id;
--> statement-breakpoint
UPDATE screenings s SET reason = CASE WHEN e.state = 'ineligible' THEN e.screening_reason END, note = e.screening_note,
  return_until = CASE WHEN e.state = 'returned' AND e.return_fields IS NOT NULL THEN e.return_until END,
  return_fields = CASE WHEN e.state = 'returned' AND e.return_until IS NOT NULL THEN e.return_fields END
FROM entries e
WHERE e.id = s.entry_id AND e.state = s.decision
  AND NOT EXISTS (SELECT FROM screenings later WHERE later.entry_id = s.entry_id AND later.at > s.at);
--> statement-breakpoint
INSERT INTO screenings (id, entry_id, decision, reason, note, return_until, return_fields, at)
SELECT screening_id(), e.id, e.state, CASE WHEN e.state = 'ineligible' THEN e.screening_reason END, e.screening_note,
  CASE WHEN e.state = 'returned' AND e.return_fields IS NOT NULL THEN e.return_until END,
  CASE WHEN e.state = 'returned' AND e.return_until IS NOT NULL THEN e.return_fields END, e.updated_at
FROM entries e
WHERE e.state IN ('eligible', 'ineligible', 'returned') AND NOT EXISTS (
  SELECT FROM (SELECT decision FROM screenings s WHERE s.entry_id = e.id ORDER BY s.at DESC LIMIT 1) last
  WHERE last.decision = e.state);
--> statement-breakpoint
CREATE TRIGGER screenings_append_only BEFORE UPDATE OR DELETE ON screenings
  FOR EACH ROW EXECUTE FUNCTION append_only();
--> statement-breakpoint
CREATE TRIGGER screenings_never_emptied BEFORE TRUNCATE ON screenings
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
--> statement-breakpoint
-- Landed code decides without a row: at the end of its transaction the row is made of what it wrote.
CREATE FUNCTION entry_screened() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (
    select 1 from screenings where entry_id = new.id and at = now()::timestamptz(3) and decision = new.state)
  then
    return null;
  end if;
  insert into screenings (id, entry_id, decision, reason, note, return_until, return_fields, "by")
  select screening_id(), new.id, new.state, case when new.state = 'ineligible' then new.screening_reason end,
    new.screening_note,
    case when new.state = 'returned' and new.return_fields is not null then new.return_until end,
    case when new.state = 'returned' then new.return_fields end,
    (select v.actor_id from audit_events v join users u on u.id = v.actor_id
     where v.subject_id = new.id and v.kind = 'entry.screened' and v.at = now()::timestamptz(3) limit 1);
  return null;
end $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER entries_screened
  AFTER UPDATE OF state, screening_reason, screening_note, return_until, return_fields ON entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (new.state IN ('eligible', 'ineligible', 'returned')
    AND (new.state, new.screening_reason, new.screening_note, new.return_until, new.return_fields)
      IS DISTINCT FROM (old.state, old.screening_reason, old.screening_note, old.return_until, old.return_fields))
  EXECUTE FUNCTION entry_screened();
