-- What whoever sends a worksheet of works may not know of it: rows that are hidden and were read, sheets that were not.
ALTER TABLE "bulk_entries" ADD COLUMN "notes" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_entries" ADD CONSTRAINT "bulk_entries_notes_list" CHECK (jsonb_typeof("notes") = 'array') NOT VALID;--> statement-breakpoint
ALTER TABLE "bulk_entries" VALIDATE CONSTRAINT "bulk_entries_notes_list";
