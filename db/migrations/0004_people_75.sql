CREATE TABLE "barred_number" (
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"number" text NOT NULL,
	"blocked_at" timestamp (3) with time zone,
	"screened_at" timestamp (3) with time zone,
	CONSTRAINT "barred_number_company_id_line_id_number_pk" PRIMARY KEY("company_id","line_id","number")
);
--> statement-breakpoint
CREATE TABLE "contact" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"number" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"keyword" text,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"place" text collate "C" NOT NULL,
	"search" text NOT NULL,
	"grams" integer[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"groups_before" jsonb,
	"displaced" boolean DEFAULT false NOT NULL,
	"import_id" bigint,
	CONSTRAINT "contact_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "contact_displaced" CHECK (not displaced or deleted_at is not null)
);
--> statement-breakpoint
CREATE TABLE "contact_group" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"name" text NOT NULL,
	"place" text collate "C" NOT NULL,
	"keyword" text NOT NULL,
	"join_by_text" boolean DEFAULT false NOT NULL,
	"join_message" text NOT NULL,
	"size" integer DEFAULT 0 NOT NULL,
	"pending" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "contact_group_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "contact_group_counts" CHECK (size >= 0 and pending >= 0)
);
--> statement-breakpoint
CREATE TABLE "contact_import" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"file_name" text NOT NULL,
	"file" text NOT NULL,
	"kind" text NOT NULL,
	"encoding" text NOT NULL,
	"delimiter" text NOT NULL,
	"has_header" boolean NOT NULL,
	"columns" jsonb NOT NULL,
	"preview" jsonb NOT NULL,
	"existing" text DEFAULT 'update' NOT NULL,
	"group_id" bigint,
	"state" text DEFAULT 'ready' NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"joined" integer DEFAULT 0 NOT NULL,
	"faulty" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "contact_import_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "import_fault" (
	"company_id" bigint NOT NULL,
	"import_id" bigint NOT NULL,
	"row" integer NOT NULL,
	"code" text NOT NULL,
	"cells" jsonb NOT NULL,
	CONSTRAINT "import_fault_company_id_import_id_row_pk" PRIMARY KEY("company_id","import_id","row")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"company_id" bigint NOT NULL,
	"group_id" bigint NOT NULL,
	"contact_id" bigint NOT NULL,
	"state" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "membership_company_id_group_id_contact_id_pk" PRIMARY KEY("company_id","group_id","contact_id")
);
--> statement-breakpoint
ALTER TABLE "barred_number" ADD CONSTRAINT "barred_number_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact" ADD CONSTRAINT "contact_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_group" ADD CONSTRAINT "contact_group_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_import" ADD CONSTRAINT "contact_import_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_fault" ADD CONSTRAINT "import_fault_import" FOREIGN KEY ("company_id","import_id") REFERENCES "public"."contact_import"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_group" FOREIGN KEY ("company_id","group_id") REFERENCES "public"."contact_group"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_contact" FOREIGN KEY ("company_id","contact_id") REFERENCES "public"."contact"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_number" ON "contact" USING btree ("company_id","line_id","number") WHERE not displaced;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_keyword" ON "contact" USING btree ("company_id","line_id","keyword") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "contact_place" ON "contact" USING btree ("company_id","line_id","place","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "contact_grams" ON "contact" USING gin ("grams");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_group_name" ON "contact_group" USING btree ("company_id","line_id","place") WHERE deleted_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_group_keyword" ON "contact_group" USING btree ("company_id","line_id","keyword") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "contact_import_of_line" ON "contact_import" USING btree ("company_id","line_id","created_at");--> statement-breakpoint
CREATE INDEX "membership_of_contact" ON "membership" USING btree ("company_id","contact_id");