-- Who was reminded of which deadline: 14, 3 and 1 day before it. A deadline that moves is another one.
CREATE TABLE "deadline_reminders" (
  "user_id" text NOT NULL,
  "edition_id" text NOT NULL,
  "days" integer NOT NULL,
  "closes_at" timestamp (3) with time zone NOT NULL,
  "sent_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "deadline_reminders_user_id_edition_id_closes_at_days_pk" PRIMARY KEY ("user_id", "edition_id", "closes_at", "days"),
  CONSTRAINT "deadline_reminders_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
  CONSTRAINT "deadline_reminders_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "editions" ("id") ON DELETE CASCADE,
  CONSTRAINT "deadline_reminders_days_known" CHECK ("deadline_reminders"."days" in (14, 3, 1))
);
--> statement-breakpoint
CREATE INDEX "deadline_reminders_edition" ON "deadline_reminders" ("edition_id");
