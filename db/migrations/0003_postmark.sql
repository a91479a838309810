ALTER TABLE "entries" ADD COLUMN "postmarked_on" date;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "received_on" date;--> statement-breakpoint
UPDATE "entries" e SET "postmarked_on" = b."postmarked_on", "received_on" = b."received_on"
FROM "behalf_entries" b WHERE b."entry_id" = e."id" AND (b."postmarked_on" IS NOT NULL OR b."received_on" IS NOT NULL);
