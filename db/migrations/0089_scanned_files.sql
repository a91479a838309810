-- What a virus scanner said of a file that arrived, and of an infected one by which name. Files of before are scanned once
-- there is a scanner.
ALTER TABLE "media" ADD COLUMN "scan" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "scanned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "infection" text;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_scan_known" CHECK ("media"."scan" in ('clean', 'infected', 'tooLarge')) NOT VALID;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_scanned" CHECK (
  ("media"."scan" is null) = ("media"."scanned_at" is null)
  and ("media"."scan" is not distinct from 'infected') = ("media"."infection" is not null)) NOT VALID;--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_scan_known";--> statement-breakpoint
ALTER TABLE "media" VALIDATE CONSTRAINT "media_scanned";
