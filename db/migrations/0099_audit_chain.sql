-- The record is chained: every event has a link whose hash rests on the one before. The link is made when the transaction
-- of the event ends (a deferred trigger), so the lock of the chain is held for the commit alone.
ALTER TABLE "audit_events" ADD COLUMN "outcome" text DEFAULT 'done' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "origin_hash" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_outcome_known" CHECK ("outcome" in ('done', 'refused')) NOT VALID;--> statement-breakpoint
-- Who and where, as far as it says more than the account's id; thinned after ninety days. The event keeps a salted hash.
CREATE TABLE "audit_origins" (
	"event_id" bigint PRIMARY KEY NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"device" text DEFAULT '' NOT NULL,
	"salt" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_origins" ADD CONSTRAINT "audit_origins_event_id_audit_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."audit_events"("id") ON DELETE cascade;--> statement-breakpoint
CREATE INDEX "audit_origins_created" ON "audit_origins" USING btree ("created_at");--> statement-breakpoint
CREATE TABLE "audit_links" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"event_id" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_links_event" UNIQUE("event_id"),
	CONSTRAINT "audit_links_seq_least" CHECK ("audit_links"."seq" >= 1),
	CONSTRAINT "audit_links_hash_form" CHECK ("audit_links"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "audit_links" ADD CONSTRAINT "audit_links_event_id_audit_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."audit_events"("id") ON DELETE cascade;--> statement-breakpoint
CREATE TRIGGER audit_links_append_only BEFORE UPDATE OR DELETE ON audit_links
  FOR EACH ROW EXECUTE FUNCTION append_only();
--> statement-breakpoint
CREATE TRIGGER audit_links_never_emptied BEFORE TRUNCATE ON audit_links
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
--> statement-breakpoint
-- An event as it enters the chain: each field with the count of its octets before it. `audit-chain.ts` writes the same.
CREATE FUNCTION audit_written(head text, seq bigint, e audit_events) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  select string_agg(case when f.said is null then '-' else octet_length(f.said) || ':' || f.said end, ',' order by f.place)
  from unnest(array[
    head, seq::text, e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    e.actor_id, e.kind, e.subject_id, e.edition_id, e.details::text, e.outcome, e.origin_hash
  ]) with ordinality f(said, place)
$$;
--> statement-breakpoint
-- Adds one link, by whoever holds the lock of the chain.
CREATE FUNCTION add_audit_link(e audit_events) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
declare head audit_links;
begin
  select * into head from audit_links order by seq desc limit 1;
  insert into audit_links (seq, event_id, hash) values (
    coalesce(head.seq, 0) + 1, e.id,
    encode(sha256(convert_to(audit_written(coalesce(head.hash, ''), coalesce(head.seq, 0) + 1, e), 'UTF8')), 'hex'));
end $$;
--> statement-breakpoint
-- Runs as the owner of the tables: whoever may write events may not write links.
CREATE FUNCTION link_audit_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
begin
  perform pg_advisory_xact_lock(20261127);
  if not exists (select from audit_links where event_id = new.id) then
    perform add_audit_link(new);
  end if;
  return null;
end $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION link_audit_event(), add_audit_link(audit_events) FROM PUBLIC;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER audit_events_linked AFTER INSERT ON audit_events
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_audit_event();
