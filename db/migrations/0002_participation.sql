CREATE TABLE "agency_names" (
	"agency_id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	CONSTRAINT "agency_names_agency_id_name_key_pk" PRIMARY KEY("agency_id","name_key"),
	CONSTRAINT "agency_names_nameKey_unique" UNIQUE("name_key")
);
--> statement-breakpoint
CREATE TABLE "province_changes" (
	"frame" text NOT NULL,
	"code" text NOT NULL,
	"since" date NOT NULL,
	"name" text NOT NULL,
	"is_city" boolean NOT NULL,
	"decision" text NOT NULL,
	"recorded_by" text,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "province_changes_frame_code_since_pk" PRIMARY KEY("frame","code","since")
);
--> statement-breakpoint
ALTER TABLE "province_successions" DROP CONSTRAINT "province_successions_from_frame_from_code_to_frame_pk";--> statement-breakpoint
ALTER TABLE "province_successions" ADD CONSTRAINT "province_successions_from_frame_from_code_to_frame_to_code_pk" PRIMARY KEY("from_frame","from_code","to_frame","to_code");--> statement-breakpoint
ALTER TABLE "agencies" ADD COLUMN "successor_id" text;--> statement-breakpoint
ALTER TABLE "agencies" ADD COLUMN "merged_on" date;--> statement-breakpoint
ALTER TABLE "agency_names" ADD CONSTRAINT "agency_names_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "province_changes" ADD CONSTRAINT "province_changes_frame_code_provinces_frame_code_fk" FOREIGN KEY ("frame","code") REFERENCES "public"."provinces"("frame","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_successor_id_agencies_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_successor" CHECK (("agencies"."successor_id" is null) = ("agencies"."merged_on" is null) and "agencies"."successor_id" <> "agencies"."id");