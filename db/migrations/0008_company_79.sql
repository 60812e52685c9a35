CREATE TABLE "archive" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint,
	"asked_by" bigint NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"part" text,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"file" text,
	"bytes" bigint,
	"sha256" text,
	"ready_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"why" text,
	CONSTRAINT "archive_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "company_deletion" (
	"company_id" bigint PRIMARY KEY NOT NULL,
	"started_by" bigint,
	"started_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"comment" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"steps" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"channel" text NOT NULL,
	"target" text NOT NULL,
	"roles" text[] NOT NULL,
	"digest" "bytea" NOT NULL,
	"invited_by" bigint NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "invitation_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "line_removal" (
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"number" text NOT NULL,
	"number_to" bigint,
	"threads_to" bigint,
	"removed_by" bigint NOT NULL,
	"removed_at" timestamp (3) with time zone NOT NULL,
	"gone_at" timestamp (3) with time zone NOT NULL,
	"suspended_before" timestamp (3) with time zone,
	"state" text DEFAULT 'waiting' NOT NULL,
	CONSTRAINT "line_removal_company_id_line_id_pk" PRIMARY KEY("company_id","line_id")
);
--> statement-breakpoint
ALTER TABLE "security_event" ALTER COLUMN "line_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "security_event" ADD COLUMN "by_line_id" bigint;--> statement-breakpoint
ALTER TABLE "served_number" ADD COLUMN "released_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "archive" ADD CONSTRAINT "archive_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_by" FOREIGN KEY ("company_id","invited_by") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_removal" ADD CONSTRAINT "line_removal_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "archive_by" ON "archive" USING btree ("company_id","asked_by","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_digest" ON "invitation" USING btree ("digest");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_waiting" ON "invitation" USING btree ("company_id","target") WHERE accepted_at is null and withdrawn_at is null;--> statement-breakpoint
ALTER TABLE "security_event" ADD CONSTRAINT "security_event_by_line" FOREIGN KEY ("company_id","by_line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "security_event_of_company" ON "security_event" USING btree ("company_id","at","id");