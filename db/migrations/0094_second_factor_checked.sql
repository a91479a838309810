-- each statement by itself
ALTER TABLE "link_tokens" VALIDATE CONSTRAINT "link_tokens_purpose_known";
