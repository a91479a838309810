-- What the law gives everybody over their own data: a register of what is asked, with its clock; what was agreed to, whole;
-- a change of address that both addresses confirm; whom the portal told what others wrote of them.
CREATE TABLE "person_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"channel" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"person_id" text,
	"name" text NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"acknowledge_by" timestamp (3) with time zone NOT NULL,
	"due_by" timestamp (3) with time zone NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"handled_by" text,
	"entered_by" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_requests_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "persons"("id"),
	CONSTRAINT "person_requests_handled_by_users_id_fk" FOREIGN KEY ("handled_by") REFERENCES "users"("id"),
	CONSTRAINT "person_requests_entered_by_users_id_fk" FOREIGN KEY ("entered_by") REFERENCES "users"("id"),
	CONSTRAINT "person_requests_kind_known" CHECK ("person_requests"."kind" in ('see', 'correct', 'withdraw', 'object', 'erase')),
	CONSTRAINT "person_requests_channel_known" CHECK ("person_requests"."channel" in ('account', 'link', 'paper')),
	CONSTRAINT "person_requests_state_known" CHECK ("person_requests"."state" in ('received', 'acknowledged', 'underWay', 'done', 'refused', 'takenBack')),
	CONSTRAINT "person_requests_email_clean" CHECK ("person_requests"."email" = lower("person_requests"."email") and "person_requests"."email" !~ '\s'),
	CONSTRAINT "person_requests_version_least" CHECK ("person_requests"."version" >= 1),
	CONSTRAINT "person_requests_days" CHECK ("person_requests"."received_at" <= "person_requests"."acknowledge_by" and "person_requests"."received_at" <= "person_requests"."due_by"),
	CONSTRAINT "person_requests_ended" CHECK (("person_requests"."state" in ('done', 'refused', 'takenBack')) = ("person_requests"."ended_at" is not null)),
	CONSTRAINT "person_requests_paper" CHECK (("person_requests"."channel" = 'paper') = ("person_requests"."entered_by" is not null))
);
--> statement-breakpoint
CREATE INDEX "person_requests_state" ON "person_requests" ("state","due_by");
--> statement-breakpoint
CREATE INDEX "person_requests_person" ON "person_requests" ("person_id");
--> statement-breakpoint
CREATE INDEX "person_requests_handled_by" ON "person_requests" ("handled_by");
--> statement-breakpoint
CREATE INDEX "person_requests_entered_by" ON "person_requests" ("entered_by");
--> statement-breakpoint
CREATE TABLE "public_holidays" (
	"day" date PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "public_holidays_named" CHECK ("public_holidays"."name" <> '')
);
--> statement-breakpoint
-- Days that are sure: those of fixed date, the lunar new year of 2026 as it was announced, its first three days of 2027, and
-- the tenth of the third month. What the government announces beside is added on the page.
INSERT INTO "public_holidays" ("day", "name") VALUES
  ('2026-01-01', 'Tết Dương lịch'),
  ('2026-02-16', 'Tết Nguyên đán'),
  ('2026-02-17', 'Tết Nguyên đán'),
  ('2026-02-18', 'Tết Nguyên đán'),
  ('2026-02-19', 'Tết Nguyên đán'),
  ('2026-02-20', 'Tết Nguyên đán'),
  ('2026-04-26', 'Giỗ Tổ Hùng Vương'),
  ('2026-04-27', 'Giỗ Tổ Hùng Vương (nghỉ bù)'),
  ('2026-04-30', 'Ngày Chiến thắng'),
  ('2026-05-01', 'Ngày Quốc tế Lao động'),
  ('2026-09-01', 'Quốc khánh (nghỉ liền kề)'),
  ('2026-09-02', 'Quốc khánh'),
  ('2027-01-01', 'Tết Dương lịch'),
  ('2027-02-06', 'Tết Nguyên đán'),
  ('2027-02-07', 'Tết Nguyên đán'),
  ('2027-02-08', 'Tết Nguyên đán'),
  ('2027-04-16', 'Giỗ Tổ Hùng Vương'),
  ('2027-04-30', 'Ngày Chiến thắng'),
  ('2027-05-01', 'Ngày Quốc tế Lao động'),
  ('2027-09-02', 'Quốc khánh'),
  ('2028-01-01', 'Tết Dương lịch'),
  ('2028-04-30', 'Ngày Chiến thắng'),
  ('2028-05-01', 'Ngày Quốc tế Lao động'),
  ('2028-09-02', 'Quốc khánh');
--> statement-breakpoint
CREATE TABLE "address_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"old_email" text NOT NULL,
	"new_email" text NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"old_token_hash" text NOT NULL,
	"new_token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "address_changes_old_token_hash_unique" UNIQUE("old_token_hash"),
	CONSTRAINT "address_changes_new_token_hash_unique" UNIQUE("new_token_hash"),
	CONSTRAINT "address_changes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE,
	CONSTRAINT "address_changes_state_known" CHECK ("address_changes"."state" in ('asked', 'oldConfirmed', 'newConfirmed', 'done', 'cancelled')),
	CONSTRAINT "address_changes_old_email_clean" CHECK ("address_changes"."old_email" = lower("address_changes"."old_email") and "address_changes"."old_email" !~ '\s'),
	CONSTRAINT "address_changes_new_email_clean" CHECK ("address_changes"."new_email" = lower("address_changes"."new_email") and "address_changes"."new_email" !~ '\s'),
	CONSTRAINT "address_changes_another" CHECK ("address_changes"."old_email" <> "address_changes"."new_email"),
	CONSTRAINT "address_changes_days" CHECK ("address_changes"."expires_at" > "address_changes"."created_at"),
	CONSTRAINT "address_changes_ended" CHECK (("address_changes"."state" in ('done', 'cancelled')) = ("address_changes"."ended_at" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "address_changes_open" ON "address_changes" ("user_id") WHERE "address_changes"."ended_at" is null;
--> statement-breakpoint
CREATE INDEX "address_changes_user" ON "address_changes" ("user_id");
--> statement-breakpoint
CREATE TABLE "told_people" (
	"email" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"due_since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp (3) with time zone,
	"objected_at" timestamp (3) with time zone,
	"reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "told_people_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "told_people_email_clean" CHECK ("told_people"."email" = lower("told_people"."email") and "told_people"."email" !~ '\s'),
	CONSTRAINT "told_people_days" CHECK ("told_people"."told_at" >= "told_people"."due_since" and "told_people"."objected_at" >= "told_people"."told_at"),
	CONSTRAINT "told_people_reason" CHECK ("told_people"."reason" = '' or "told_people"."objected_at" is not null)
);
--> statement-breakpoint
CREATE INDEX "told_people_due" ON "told_people" ("due_since") WHERE "told_people"."told_at" is null;
--> statement-breakpoint
CREATE TABLE "doomed_objects" (
	"object_key" text PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "doomed_objects_some" CHECK ("doomed_objects"."object_key" <> '')
);
--> statement-breakpoint
CREATE TABLE "consent_texts" (
	"sha256" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"locale" text NOT NULL,
	"text" text NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consent_texts_version" UNIQUE("version","locale"),
	CONSTRAINT "consent_texts_locale_known" CHECK ("consent_texts"."locale" in ('vi', 'en')),
	CONSTRAINT "consent_texts_hashed" CHECK ("consent_texts"."sha256" = encode(sha256(convert_to("consent_texts"."text", 'UTF8')), 'hex'))
);
--> statement-breakpoint
-- The words of the version that has been asked for until now.
INSERT INTO "consent_texts" ("sha256", "version", "locale", "text")
SELECT encode(sha256(convert_to(v.text, 'UTF8')), 'hex'), '2026-11', v.locale, v.text FROM (VALUES
  ('vi', 'Ban Tổ chức Giải thưởng toàn quốc về thông tin đối ngoại xử lý họ tên, bút danh, chức danh, đơn vị, điện thoại, thư điện tử và địa chỉ của Ông/Bà để tiếp nhận, sơ loại, chấm và công bố Giải thưởng, theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15. Dữ liệu được lưu trong hồ sơ của Giải; họ tên tác giả đoạt giải được công bố. Ông/Bà có quyền xem, sửa, xóa và rút lại sự đồng ý; yêu cầu được tiếp nhận trong 2 ngày làm việc và thực hiện trong 10 đến 20 ngày. Giải không thu thập ảnh chụp giấy tờ tùy thân.'),
  ('en', 'The Organizing Committee of the National External Information Service Award processes your name, pen name, position, unit, phone, e-mail and address to receive, screen, judge and publish the Award, under the Personal Data Protection Law No. 91/2025/QH15. The data are kept in the dossiers of the Award; the names of winning authors are published. You may see, correct and delete them and withdraw consent; a request is acknowledged within 2 working days and carried out within 10 to 20 days. The Award never collects copies of identity papers.')) AS v (locale, text);
--> statement-breakpoint
ALTER TABLE "consents" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_days" CHECK ("consents"."withdrawn_at" >= "consents"."accepted_at") NOT VALID;
--> statement-breakpoint
ALTER TABLE "exports" ALTER COLUMN "edition_id" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "exports" DROP CONSTRAINT "exports_kind_known";
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_kind_known" CHECK ("exports"."kind" in ('entries', 'authors', 'media', 'sheets', 'scoresPreliminary', 'scoresFinal', 'ranking', 'prizes', 'participation', 'dispatch', 'audit', 'mediaZip', 'certificates', 'ownData')) NOT VALID;
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_own_data" CHECK (("exports"."kind" = 'ownData') = ("exports"."edition_id" is null)) NOT VALID;
--> statement-breakpoint
-- A last letter to somebody who is erased: once it has gone, nothing of it stays.
ALTER TABLE "mail_messages" ADD COLUMN "forgotten_after" timestamp (3) with time zone;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION user_names_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN RETURN OLD; END IF;
  -- Of somebody who is erased no name stays.
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT FROM users u JOIN persons p ON p.id = u.person_id WHERE u.id = OLD.user_id AND p.erased_at IS NOT NULL)
  THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'names of account % are kept', OLD.user_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'user_names_kept', TABLE = 'user_names';
END $$;
--> statement-breakpoint
-- The notes to decisions about works whose only author is erased: rows that are otherwise only added. Whoever may call it
-- need not own the table; it touches nothing but works of an erased owner.
CREATE FUNCTION forget_screening_notes(works text[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
declare
  forgotten integer;
begin
  perform set_config('chungkhao.lawful_erasure', 'on', true);
  update screenings s set note = null
  from entries e join users u on u.id = e.owner_id join persons p on p.id = u.person_id
  where e.id = s.entry_id and e.id = any(works) and p.erased_at is not null and s.note is not null;
  get diagnostics forgotten = row_count;
  perform set_config('chungkhao.lawful_erasure', '', true);
  return forgotten;
end $$;
