CREATE TABLE "short_link" (
	"company_id" bigint NOT NULL,
	"code" text NOT NULL,
	"line_id" bigint NOT NULL,
	"url" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "short_link_company_id_code_pk" PRIMARY KEY("company_id","code")
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"event" text NOT NULL,
	"url" text NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"status" integer,
	"why" text,
	"took_ms" integer,
	"answer" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_delivery_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_secret" (
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"sealed" "bytea" NOT NULL,
	"former_sealed" "bytea",
	"former_until" timestamp (3) with time zone,
	CONSTRAINT "webhook_secret_company_id_line_id_pk" PRIMARY KEY("company_id","line_id")
);
--> statement-breakpoint
ALTER TABLE "carrier_webhook" ADD COLUMN "place" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "carrier_webhook_place_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "carrier_webhook" ADD COLUMN "kind" text DEFAULT 'text.status' NOT NULL;--> statement-breakpoint
ALTER TABLE "carrier_webhook" ADD COLUMN "due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "carrier_webhook" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "message_settings" ADD COLUMN "last_delivery" jsonb;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_secret" ADD CONSTRAINT "webhook_secret_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "short_link_code" ON "short_link" USING btree ("code");--> statement-breakpoint
CREATE INDEX "webhook_delivery_of_line" ON "webhook_delivery" USING btree ("company_id","line_id","id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_old" ON "webhook_delivery" USING btree ("at") WHERE state <> 'waiting';--> statement-breakpoint
CREATE INDEX "carrier_webhook_due" ON "carrier_webhook" USING btree ("kind","due_at","place") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "carrier_webhook_received" ON "carrier_webhook" USING btree ("received_at");