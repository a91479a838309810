-- An invitation is followed: for whom, until when its role holds, which letter carries it, and that it was taken back.
ALTER TABLE "invitations" ADD COLUMN "name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "ends_with" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "mail_id" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "rescinded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "rescinded_by" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_ends_with_editions_id_fk" FOREIGN KEY ("ends_with") REFERENCES "public"."editions"("id") ON DELETE cascade NOT VALID;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_mail_id_mail_messages_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mail_messages"("id") ON DELETE set null NOT VALID;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_rescinded_by_users_id_fk" FOREIGN KEY ("rescinded_by") REFERENCES "public"."users"("id") NOT VALID;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_rescinded" CHECK (num_nulls("rescinded_at", "rescinded_by") in (0, 2) and num_nonnulls("accepted_at", "rescinded_at") < 2) NOT VALID;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_end" CHECK ("ends_with" is null or "role" = 'coordinator') NOT VALID;
