-- A confirmation signs in only in the browser that registered; links sent before this are of none and ask for the password.
ALTER TABLE "link_tokens" ADD COLUMN "browser_hash" text;
