ALTER TABLE "sending_number" ADD COLUMN "sent_on" date;--> statement-breakpoint
ALTER TABLE "sending_number" ADD COLUMN "sent_today" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sending_number" ADD COLUMN "limited_until" timestamp (3) with time zone;