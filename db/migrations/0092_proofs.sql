-- When somebody last showed who they are in a session: what cannot be undone asks again. Nothing is known of sessions
-- of before, so they are asked.
ALTER TABLE "sessions" ADD COLUMN "proved_at" timestamp (3) with time zone;
