CREATE TABLE "billing_account" (
	"company_id" bigint PRIMARY KEY NOT NULL,
	"interval" text,
	"anchor_at" timestamp (3) with time zone,
	"anchor_zone" text,
	"period_number" integer DEFAULT 0 NOT NULL,
	"period_start" timestamp (3) with time zone,
	"period_end" timestamp (3) with time zone,
	"next_plan" text,
	"next_interval" text,
	"revision" integer DEFAULT 0 NOT NULL,
	"next_number" integer DEFAULT 1 NOT NULL,
	"overage_billed_until" timestamp (3) with time zone,
	"customer" text,
	"method" text,
	"card" jsonb,
	"failed" jsonb,
	CONSTRAINT "billing_account_period" CHECK ((interval is null) = (period_end is null) and (interval is null) = (anchor_at is null)),
	CONSTRAINT "billing_account_next" CHECK ((next_plan is null) = (next_interval is null))
);
--> statement-breakpoint
CREATE TABLE "invoice" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"pay" text NOT NULL,
	"billed_to" text NOT NULL,
	"time_zone" text NOT NULL,
	"lines" jsonb NOT NULL,
	"total_cents" integer NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	"period_start" timestamp (3) with time zone,
	"quote_id" text,
	"effect" jsonb,
	"payment_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"charging" boolean DEFAULT false NOT NULL,
	"failure" text,
	CONSTRAINT "invoice_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "invoice_paid" CHECK ((status = 'paid') = (paid_at is not null)),
	CONSTRAINT "invoice_total" CHECK (total_cents >= 0)
);
--> statement-breakpoint
CREATE TABLE "message_pack" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"invoice_id" bigint NOT NULL,
	"messages" integer NOT NULL,
	"bought_at" timestamp (3) with time zone NOT NULL,
	"lapses_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_pack_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "used_quote" (
	"company_id" bigint NOT NULL,
	"id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "used_quote_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_account" FOREIGN KEY ("company_id") REFERENCES "public"."billing_account"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_pack" ADD CONSTRAINT "message_pack_invoice" FOREIGN KEY ("company_id","invoice_id") REFERENCES "public"."invoice"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "used_quote" ADD CONSTRAINT "used_quote_account" FOREIGN KEY ("company_id") REFERENCES "public"."billing_account"("company_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "billing_account_customer" ON "billing_account" USING btree ("customer");--> statement-breakpoint
CREATE INDEX "billing_account_due" ON "billing_account" USING btree ("period_end");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_number" ON "invoice" USING btree ("company_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_quote" ON "invoice" USING btree ("company_id","quote_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_renewal" ON "invoice" USING btree ("company_id","period_start") WHERE kind = 'renewal';--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_payment" ON "invoice" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "invoice_open" ON "invoice" USING btree ("company_id") WHERE status = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "message_pack_once" ON "message_pack" USING btree ("company_id","invoice_id");--> statement-breakpoint
CREATE INDEX "message_pack_lapses" ON "message_pack" USING btree ("company_id","lapses_at");