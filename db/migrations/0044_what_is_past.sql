-- What was kept for ever and serves no more is cleared by a job, which finds it by these columns.
ALTER TABLE "mail_messages" ADD COLUMN "body_cleared_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_cleared" CHECK ("mail_messages"."body_cleared_at" is null or "mail_messages"."body" = '') NOT VALID;
