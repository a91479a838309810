-- What is deleted from a dossier rests for a week, or until the dossier is handed in, and can be put back: of a file its
-- bytes stay as long, of a row what it said.
ALTER TABLE "media" ADD COLUMN "rests_until" timestamp (3) with time zone;
--> statement-breakpoint
CREATE INDEX "media_resting" ON "media" ("entry_id", "rests_until") WHERE "media"."rests_until" is not null;
--> statement-breakpoint
CREATE TABLE "removed_rows" (
  "id" text PRIMARY KEY NOT NULL,
  "entry_id" text NOT NULL,
  "kind" text NOT NULL,
  "position" integer NOT NULL,
  "row" jsonb NOT NULL,
  "rests_until" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "removed_rows_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "entries" ("id") ON DELETE CASCADE,
  CONSTRAINT "removed_rows_kind_known" CHECK ("removed_rows"."kind" in ('parts', 'authors', 'awards')),
  CONSTRAINT "removed_rows_position_least" CHECK ("removed_rows"."position" >= 1)
);
--> statement-breakpoint
CREATE INDEX "removed_rows_entry" ON "removed_rows" ("entry_id", "kind");
--> statement-breakpoint
CREATE INDEX "removed_rows_rests" ON "removed_rows" ("rests_until");
