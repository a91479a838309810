-- Where the secretariat is reached, told in the foot of every page and of its letters; empty until an edition says it.
ALTER TABLE "editions" ADD COLUMN "contact_address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "editions" ADD COLUMN "contact_phone" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "editions" ADD COLUMN "contact_email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_contact_email_clean" CHECK ("contact_email" = lower("contact_email") and "contact_email" !~ '\s') NOT VALID;--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_contact" CHECK (length("contact_address") <= 300 and length("contact_phone") <= 30) NOT VALID;--> statement-breakpoint
ALTER TABLE "editions" VALIDATE CONSTRAINT "editions_contact_email_clean";--> statement-breakpoint
ALTER TABLE "editions" VALIDATE CONSTRAINT "editions_contact";
