-- A code from a telephone as second proof: the secret sealed with a key the database does not hold, the step of the last
-- code that was taken, and ten codes for the day the telephone is lost.
CREATE TABLE "totp_secrets" (
	"user_id" text PRIMARY KEY NOT NULL,
	"sealed_secret" text NOT NULL,
	"last_step" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "totp_secrets_last_step_least" CHECK ("totp_secrets"."last_step" >= 0)
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recovery_codes_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash"),
	CONSTRAINT "recovery_codes_days" CHECK ("recovery_codes"."used_at" >= "recovery_codes"."created_at")
);
--> statement-breakpoint
-- Somebody whose password was right and whose second proof is awaited, by the hash of a cookie: no session yet.
CREATE TABLE "sign_in_steps" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sign_in_steps_days" CHECK ("sign_in_steps"."expires_at" > "sign_in_steps"."created_at")
);
--> statement-breakpoint
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_steps" ADD CONSTRAINT "sign_in_steps_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_in_steps_user" ON "sign_in_steps" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_steps_expires" ON "sign_in_steps" USING btree ("expires_at");
--> statement-breakpoint
-- Whether judges of an edition need a second proof too.
ALTER TABLE "editions" ADD COLUMN "judge_second_factor" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- An operator's link that takes a lost second factor away.
ALTER TABLE "link_tokens" DROP CONSTRAINT "link_tokens_purpose_known";--> statement-breakpoint
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_purpose_known" CHECK ("link_tokens"."purpose" in ('confirm-email', 'reset-password', 'reset-second-factor')) NOT VALID;
