-- A letter tells what its server said, when it is tried again and who waits for it. One that was queued before and whose
-- job died is looked at ten minutes from now: the default is kept for rows that are there, without writing them anew.
ALTER TABLE "mail_messages" ADD COLUMN "sender_id" text;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD COLUMN "next_at" timestamp (3) with time zone DEFAULT now() + interval '10 minutes' NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD COLUMN "fault" text;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD COLUMN "worker_id" text;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_tries_least" CHECK ("mail_messages"."tries" >= 0) NOT VALID;--> statement-breakpoint
ALTER TABLE "mail_messages" DROP CONSTRAINT "mail_messages_state_known";--> statement-breakpoint
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_state_known" CHECK ("mail_messages"."state" in ('queued', 'kept', 'sending', 'sent', 'waiting', 'failed', 'uncertain', 'stopped')) NOT VALID;--> statement-breakpoint
CREATE TABLE "mail_server" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"down_since" timestamp (3) with time zone,
	"fault" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	CONSTRAINT "mail_server_one" CHECK ("mail_server"."only"),
	CONSTRAINT "mail_server_tries_least" CHECK ("mail_server"."tries" >= 0)
);
