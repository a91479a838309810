-- A prize that is given is no longer called as the award itself. The view keeps the former name for landed code, which
-- reads and writes through it. Where a prize came from is known as far as the log of events says.
ALTER TABLE "awards" RENAME TO "prizes_given";
--> statement-breakpoint
DO $$
declare
  rule record;
begin
  for rule in
    select conname as name from pg_constraint where conrelid = 'prizes_given'::regclass and conname like 'awards\_%'
  loop
    execute format('alter table prizes_given rename constraint %I to %I',
      rule.name, regexp_replace(rule.name, '^awards_', 'prizes_given_'));
  end loop;
  for rule in
    select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = 'prizes_given'::regclass and c.relname like 'awards\_%'
  loop
    execute format('alter index %I rename to %I',
      rule.name, regexp_replace(rule.name, '^awards_', 'prizes_given_'));
  end loop;
end $$;
--> statement-breakpoint
ALTER TABLE "prizes_given" ADD COLUMN "proposed_by" text;
--> statement-breakpoint
ALTER TABLE "prizes_given" ADD COLUMN "ballot_id" text;
--> statement-breakpoint
UPDATE prizes_given g SET ballot_id = b.id
FROM ballots b
WHERE b.state = 'counted' AND b.category_id = g.category_id AND b.prize = g.prize
  AND b.count->'elected' ? g.entry_id
  AND NOT EXISTS (
    SELECT FROM audit_events e
    WHERE e.kind = 'results.awarded' AND e.subject_id = g.entry_id AND e.at > b.counted_at)
  AND NOT EXISTS (
    SELECT FROM ballots later
    WHERE later.prize IS NOT NULL AND later.count->'elected' ? g.entry_id
      AND (later.counted_at, later.id) > (b.counted_at, b.id));
--> statement-breakpoint
UPDATE prizes_given g SET proposed_by = u.id
FROM users u
WHERE u.id = (
  SELECT e.actor_id FROM audit_events e
  WHERE (e.kind = 'results.awarded' AND e.subject_id = g.entry_id
      AND e.details->>'prize' = g.prize AND g.ballot_id IS NULL)
    OR (e.kind = 'ballot.counted' AND e.subject_id = g.ballot_id)
  ORDER BY e.id DESC LIMIT 1);
--> statement-breakpoint
ALTER TABLE "prizes_given" ADD CONSTRAINT "prizes_given_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "users"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "prizes_given" ADD CONSTRAINT "prizes_given_ballot_id_ballots_id_fk" FOREIGN KEY ("ballot_id") REFERENCES "ballots"("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "prizes_given" ADD CONSTRAINT "prizes_given_candidate" FOREIGN KEY ("ballot_id","entry_id") REFERENCES "ballot_candidates"("ballot_id","entry_id") NOT VALID;
--> statement-breakpoint
CREATE VIEW "awards" AS SELECT id, edition_id, category_id, entry_id, prize, created_at FROM "prizes_given";
