-- What the secretariat asks for when it returns a dossier: a section, or a field, a row or a file of it, why, and what stood
-- there then. On handing in again it is held against what stands there now. Dossiers that are out at this moment have no
-- such list and come back as before.
CREATE TABLE "return_asks" (
  "id" text PRIMARY KEY NOT NULL,
  "entry_id" text NOT NULL,
  "position" integer NOT NULL,
  "section" text NOT NULL,
  "target" text DEFAULT '' NOT NULL,
  "reason" text DEFAULT '' NOT NULL,
  "was" jsonb NOT NULL,
  "kept_why" text DEFAULT '' NOT NULL,
  "became" jsonb,
  "at" timestamp (3) with time zone DEFAULT now() NOT NULL,
  "answered_at" timestamp (3) with time zone,
  CONSTRAINT "return_asks_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "entries" ("id") ON DELETE CASCADE,
  CONSTRAINT "return_asks_once" UNIQUE ("entry_id", "at", "position"),
  CONSTRAINT "return_asks_section_known" CHECK ("return_asks"."section" in ('work', 'parts', 'authors', 'agency', 'media', 'awards')),
  CONSTRAINT "return_asks_position_least" CHECK ("return_asks"."position" >= 1),
  CONSTRAINT "return_asks_answered" CHECK (num_nulls("return_asks"."became", "return_asks"."answered_at") in (0, 2))
);
--> statement-breakpoint
-- When a returned dossier was last handed in again; `submitted_at` stays the moment that counts for the deadline.
ALTER TABLE "entries" ADD COLUMN "supplemented_at" timestamp (3) with time zone;
