CREATE TABLE "call" (
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"incoming" boolean NOT NULL,
	"carrier_id" text,
	"from_number" text NOT NULL,
	"to_number" text NOT NULL,
	"steps" jsonb NOT NULL,
	"step" smallint DEFAULT 0 NOT NULL,
	"stage" text NOT NULL,
	"rang_at" timestamp (3) with time zone,
	"cell" text,
	"browser" text,
	"winner" text,
	"recording" text,
	"recording_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"seconds" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"reason" text,
	"decided_at" timestamp (3) with time zone,
	"mailed_at" timestamp (3) with time zone,
	CONSTRAINT "call_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "call_event" (
	"company_id" bigint NOT NULL,
	"call_id" bigint NOT NULL,
	"key" text NOT NULL,
	"news" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "call_event_company_id_call_id_key_pk" PRIMARY KEY("company_id","call_id","key")
);
--> statement-breakpoint
CREATE TABLE "call_leg" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"call_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"carrier_id" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ringing_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"end" text,
	"seconds" integer DEFAULT 0 NOT NULL,
	"minutes" integer DEFAULT 0 NOT NULL,
	"counted_at" timestamp (3) with time zone,
	CONSTRAINT "call_leg_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "phone_settings" (
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"rules" jsonb NOT NULL,
	"do_not_disturb_until" timestamp (3) with time zone,
	"greeting_text" text,
	"greeting_file" text,
	"greeting_seconds" real,
	CONSTRAINT "phone_settings_company_id_line_id_pk" PRIMARY KEY("company_id","line_id")
);
--> statement-breakpoint
CREATE TABLE "voicemail" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"call_id" bigint NOT NULL,
	"file" text NOT NULL,
	"seconds" real NOT NULL,
	"peaks" smallint[] NOT NULL,
	"heard_at" timestamp (3) with time zone,
	"transcript" text,
	"engine" text,
	"at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "voicemail_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "voicemail_retention" (
	"company_id" bigint PRIMARY KEY NOT NULL,
	"days" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "call" ADD CONSTRAINT "call_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_event" ADD CONSTRAINT "call_event_call" FOREIGN KEY ("company_id","call_id") REFERENCES "public"."call"("company_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_leg" ADD CONSTRAINT "call_leg_call" FOREIGN KEY ("company_id","call_id") REFERENCES "public"."call"("company_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_settings" ADD CONSTRAINT "phone_settings_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voicemail" ADD CONSTRAINT "voicemail_call" FOREIGN KEY ("company_id","call_id") REFERENCES "public"."call"("company_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "call_carrier" ON "call" USING btree ("carrier_id");--> statement-breakpoint
CREATE UNIQUE INDEX "call_recording" ON "call" USING btree ("recording_id");--> statement-breakpoint
CREATE INDEX "call_of_line" ON "call" USING btree ("company_id","line_id","id");--> statement-breakpoint
CREATE INDEX "call_open" ON "call" USING btree ("company_id","line_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "call_leg_of_call" ON "call_leg" USING btree ("company_id","call_id");--> statement-breakpoint
CREATE UNIQUE INDEX "voicemail_of_call" ON "voicemail" USING btree ("company_id","call_id");--> statement-breakpoint
CREATE INDEX "voicemail_of_line" ON "voicemail" USING btree ("company_id","line_id","id");