-- Who must keep away from what is asked with every desk, list and save, and changes a few times a season. So that an answer
-- can be kept as long as it holds, each transaction that writes anything the rule rests on writes itself down here: an
-- answer of one snapshot holds as long as no transaction stands here that this snapshot did not see. Not a counter, for
-- which all writers would wait in one line. Rows are of use for minutes and cleared with what is past.
CREATE TABLE "conflict_changes" (
  "xid" xid8 PRIMARY KEY DEFAULT pg_current_xact_id() NOT NULL,
  "at" timestamp (3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "conflict_changes_xid_given" CHECK ("xid" > '0'::xid8)
);--> statement-breakpoint
CREATE FUNCTION conflict_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conflict_changes DEFAULT VALUES ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER conflicts_changed AFTER INSERT OR UPDATE OR DELETE ON "conflicts" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER user_names_conflict_changed AFTER INSERT OR UPDATE OR DELETE ON "user_names" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER user_agencies_conflict_changed AFTER INSERT OR UPDATE OR DELETE ON "user_agencies" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER entry_agencies_conflict_changed AFTER INSERT OR UPDATE OR DELETE ON "entry_agencies" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
-- The others are written for much else: of an update, what the rule reads.
CREATE TRIGGER users_conflict_changed AFTER UPDATE ON "users" FOR EACH ROW
  WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER entries_conflict_made AFTER INSERT OR DELETE ON "entries" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER entries_conflict_changed AFTER UPDATE ON "entries" FOR EACH ROW
  WHEN (OLD.owner_id IS DISTINCT FROM NEW.owner_id OR OLD.edition_id IS DISTINCT FROM NEW.edition_id
    OR OLD.province_frame IS DISTINCT FROM NEW.province_frame OR OLD.province_code IS DISTINCT FROM NEW.province_code)
  EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER entry_authors_conflict_made AFTER INSERT OR DELETE ON "entry_authors" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER entry_authors_conflict_changed AFTER UPDATE ON "entry_authors" FOR EACH ROW
  WHEN (OLD.entry_id <> NEW.entry_id OR OLD.name_key <> NEW.name_key OR OLD.email <> NEW.email)
  EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER agencies_conflict_made AFTER INSERT OR DELETE ON "agencies" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER agencies_conflict_changed AFTER UPDATE ON "agencies" FOR EACH ROW
  WHEN (OLD.merged_on IS DISTINCT FROM NEW.merged_on OR OLD.successor_id IS DISTINCT FROM NEW.successor_id
    OR OLD.province_frame IS DISTINCT FROM NEW.province_frame OR OLD.province_code IS DISTINCT FROM NEW.province_code)
  EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER editions_conflict_changed AFTER UPDATE ON "editions" FOR EACH ROW
  WHEN (OLD.window_start IS DISTINCT FROM NEW.window_start) EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER rounds_conflict_made AFTER INSERT OR DELETE ON "rounds" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER rounds_conflict_changed AFTER UPDATE ON "rounds" FOR EACH ROW
  WHEN (OLD.same_province <> NEW.same_province OR OLD.edition_id <> NEW.edition_id)
  EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER panels_conflict_made AFTER INSERT OR DELETE ON "panels" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER panels_conflict_changed AFTER UPDATE ON "panels" FOR EACH ROW
  WHEN (OLD.round_id <> NEW.round_id) EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER panel_seats_conflict_made AFTER INSERT OR DELETE ON "panel_seats" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER panel_seats_conflict_changed AFTER UPDATE ON "panel_seats" FOR EACH ROW
  WHEN (OLD.panel_id <> NEW.panel_id OR OLD.judge_id <> NEW.judge_id OR OLD.until IS DISTINCT FROM NEW.until)
  EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
-- What is known of a judge is known of the works the judge reads.
CREATE TRIGGER assignments_conflict_made AFTER INSERT ON "assignments" FOR EACH STATEMENT EXECUTE FUNCTION conflict_changed();--> statement-breakpoint
CREATE TRIGGER assignments_conflict_changed AFTER UPDATE ON "assignments" FOR EACH ROW
  WHEN (OLD.entry_id <> NEW.entry_id OR OLD.judge_id <> NEW.judge_id OR OLD.round_id <> NEW.round_id)
  EXECUTE FUNCTION conflict_changed();
