CREATE TABLE "company_gauge" (
	"company_id" bigint NOT NULL,
	"gauge" text NOT NULL,
	"held" integer NOT NULL,
	CONSTRAINT "company_gauge_company_id_gauge_pk" PRIMARY KEY("company_id","gauge"),
	CONSTRAINT "company_gauge_sign" CHECK (held >= 0)
);
--> statement-breakpoint
CREATE TABLE "company_meter" (
	"company_id" bigint NOT NULL,
	"meter" text NOT NULL,
	"cycle" integer NOT NULL,
	"used" bigint DEFAULT 0 NOT NULL,
	"reserved" bigint DEFAULT 0 NOT NULL,
	"extra" bigint DEFAULT 0 NOT NULL,
	"days" bigint[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "company_meter_company_id_meter_cycle_pk" PRIMARY KEY("company_id","meter","cycle"),
	CONSTRAINT "company_meter_sign" CHECK (used >= 0 and reserved >= 0 and extra >= 0)
);
--> statement-breakpoint
CREATE TABLE "company_trial" (
	"company_id" bigint PRIMARY KEY NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gauge_hold" (
	"company_id" bigint NOT NULL,
	"gauge" text NOT NULL,
	"key" text NOT NULL,
	"line_id" bigint NOT NULL,
	CONSTRAINT "gauge_hold_company_id_gauge_key_pk" PRIMARY KEY("company_id","gauge","key")
);
--> statement-breakpoint
CREATE TABLE "line_meter" (
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"meter" text NOT NULL,
	"cycle" integer NOT NULL,
	"used" bigint NOT NULL,
	"days" bigint[] NOT NULL,
	CONSTRAINT "line_meter_company_id_line_id_meter_cycle_pk" PRIMARY KEY("company_id","line_id","meter","cycle")
);
--> statement-breakpoint
CREATE TABLE "plan" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"place" integer NOT NULL,
	"monthly_cents" integer,
	"yearly_cents" integer,
	"trial_days" integer,
	"recipients_per_message" integer NOT NULL,
	"lines" integer NOT NULL,
	"features" text[] NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "plan_allowance" (
	"plan_id" text NOT NULL,
	"meter" text NOT NULL,
	"allowance" bigint NOT NULL,
	"over_cents_per_100" integer,
	CONSTRAINT "plan_allowance_plan_id_meter_pk" PRIMARY KEY("plan_id","meter"),
	CONSTRAINT "plan_allowance_size" CHECK (allowance >= -1)
);
--> statement-breakpoint
CREATE TABLE "usage_alert" (
	"company_id" bigint NOT NULL,
	"meter" text NOT NULL,
	"cycle" integer NOT NULL,
	"threshold" text NOT NULL,
	"limit" bigint NOT NULL,
	"used" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone,
	CONSTRAINT "usage_alert_company_id_meter_cycle_threshold_limit_pk" PRIMARY KEY("company_id","meter","cycle","threshold","limit")
);
--> statement-breakpoint
CREATE TABLE "usage_cycle" (
	"company_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"anchor_day" smallint NOT NULL,
	"time_zone" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "usage_cycle_company_id_number_pk" PRIMARY KEY("company_id","number"),
	CONSTRAINT "usage_cycle_order" CHECK (starts_on < ends_on and starts_at < ends_at)
);
--> statement-breakpoint
CREATE TABLE "usage_entry" (
	"company_id" bigint NOT NULL,
	"meter" text NOT NULL,
	"key" text NOT NULL,
	"line_id" bigint NOT NULL,
	"units" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"cycle" integer NOT NULL,
	"day" smallint NOT NULL,
	CONSTRAINT "usage_entry_company_id_meter_key_pk" PRIMARY KEY("company_id","meter","key"),
	CONSTRAINT "usage_entry_units" CHECK (units > 0)
);
--> statement-breakpoint
CREATE TABLE "usage_reservation" (
	"company_id" bigint NOT NULL,
	"meter" text NOT NULL,
	"key" text NOT NULL,
	"line_id" bigint NOT NULL,
	"cycle" integer NOT NULL,
	"units" bigint NOT NULL,
	"remaining" bigint NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "usage_reservation_company_id_meter_key_pk" PRIMARY KEY("company_id","meter","key"),
	CONSTRAINT "usage_reservation_remaining" CHECK (remaining between 0 and units and (ended_at is null) = (remaining > 0))
);
--> statement-breakpoint
ALTER TABLE "company_gauge" ADD CONSTRAINT "company_gauge_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_meter" ADD CONSTRAINT "company_meter_cycle" FOREIGN KEY ("company_id","cycle") REFERENCES "public"."usage_cycle"("company_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_trial" ADD CONSTRAINT "company_trial_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gauge_hold" ADD CONSTRAINT "gauge_hold_gauge" FOREIGN KEY ("company_id","gauge") REFERENCES "public"."company_gauge"("company_id","gauge") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_meter" ADD CONSTRAINT "line_meter_company_meter" FOREIGN KEY ("company_id","meter","cycle") REFERENCES "public"."company_meter"("company_id","meter","cycle") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_allowance" ADD CONSTRAINT "plan_allowance_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_alert" ADD CONSTRAINT "usage_alert_meter" FOREIGN KEY ("company_id","meter","cycle") REFERENCES "public"."company_meter"("company_id","meter","cycle") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_cycle" ADD CONSTRAINT "usage_cycle_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_reservation" ADD CONSTRAINT "usage_reservation_meter" FOREIGN KEY ("company_id","meter","cycle") REFERENCES "public"."company_meter"("company_id","meter","cycle") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gauge_hold_of_line" ON "gauge_hold" USING btree ("company_id","gauge","line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "usage_cycle_open" ON "usage_cycle" USING btree ("company_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "usage_reservation_open" ON "usage_reservation" USING btree ("until") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "usage_reservation_ended" ON "usage_reservation" USING btree ("ended_at") WHERE ended_at is not null;