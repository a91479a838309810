-- What a province spreads the word with, where it was worded by hand: only the parts that differ from what the rules of the
-- edition say, and what those said then. Whoever registers by the link of a province is counted for it.
CREATE TABLE "launch_wordings" (
  "edition_id" text NOT NULL,
  "frame" text NOT NULL,
  "code" text NOT NULL,
  "place_id" text DEFAULT null NOT NULL,
  "kind" text NOT NULL,
  "wording" jsonb NOT NULL,
  "facts" jsonb NOT NULL,
  "version" integer NOT NULL,
  "written_by" text NOT NULL,
  "written_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "launch_wordings_edition_id_frame_code_kind_pk" PRIMARY KEY ("edition_id", "frame", "code", "kind"),
  CONSTRAINT "launch_wordings_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "editions" ("id") ON DELETE CASCADE,
  CONSTRAINT "launch_wordings_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "places" ("id"),
  CONSTRAINT "launch_wordings_written_by_users_id_fk" FOREIGN KEY ("written_by") REFERENCES "users" ("id"),
  CONSTRAINT "launch_wordings_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame", "code") REFERENCES "provinces" ("frame", "code"),
  CONSTRAINT "launch_wordings_kind_known" CHECK ("launch_wordings"."kind" in ('letter', 'plan', 'poster', 'email', 'zalo')),
  CONSTRAINT "launch_wordings_version_least" CHECK ("launch_wordings"."version" >= 1),
  CONSTRAINT "launch_wordings_parts" CHECK (jsonb_typeof("launch_wordings"."wording") = 'object' and jsonb_typeof("launch_wordings"."facts") = 'object'),
  CONSTRAINT "launch_wordings_place_agrees" CHECK ("launch_wordings"."place_id" is not distinct from "launch_wordings"."frame" || ':' || "launch_wordings"."code")
);
--> statement-breakpoint
CREATE TRIGGER launch_wordings_place BEFORE INSERT OR UPDATE OF place_id, frame, code ON launch_wordings
  FOR EACH ROW EXECUTE FUNCTION fill_place('place_id', 'frame', 'code');
--> statement-breakpoint
ALTER TABLE launch_wordings ENABLE ALWAYS TRIGGER launch_wordings_place;
--> statement-breakpoint
CREATE INDEX "launch_wordings_place" ON "launch_wordings" ("place_id");
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "called_by" text;
--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_called_by_places_id_fk" FOREIGN KEY ("called_by") REFERENCES "places" ("id") NOT VALID;
--> statement-breakpoint
ALTER TABLE "users" VALIDATE CONSTRAINT "users_called_by_places_id_fk";
--> statement-breakpoint
CREATE INDEX "users_called_by" ON "users" ("called_by", "created_at") WHERE "called_by" is not null;
