ALTER TABLE "company" ADD COLUMN "business_hours" jsonb;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "second_factor_required" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "retention_months" integer;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "billing_contact" jsonb;