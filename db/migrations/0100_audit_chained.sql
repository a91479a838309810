-- each statement by itself
ALTER TABLE "audit_events" VALIDATE CONSTRAINT "audit_events_outcome_known";
--> statement-breakpoint
-- What was written before the chain, in the order it was written, a batch a transaction; what is written meanwhile is
-- linked between two batches.
DO $$
declare
  e audit_events;
  after bigint := 0;
  behind bigint;
begin
  loop
    behind := after;
    perform pg_advisory_xact_lock(20261127);
    for e in
      select v.* from audit_events v
      where v.id > behind and not exists (select from audit_links l where l.event_id = v.id)
      order by v.id limit 1000
    loop
      perform add_audit_link(e);
      after := e.id;
    end loop;
    commit;
    exit when after = behind;
  end loop;
end $$;
--> statement-breakpoint
-- Each filter of the record goes by one of these, newest first.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_events_at" ON "audit_events" ("at", "id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_events_actor" ON "audit_events" ("actor_id", "at", "id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_events_kind" ON "audit_events" ("kind", "at", "id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_events_of_subject" ON "audit_events" ("subject_id", "at", "id");
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "audit_events_subject";
