-- A file that does not fit the category of its dossier is kept aside. What was handed in before stays as it was handed in:
-- its receipt names every file of it.
ALTER TABLE "media" ADD COLUMN "aside" boolean DEFAULT false NOT NULL;
