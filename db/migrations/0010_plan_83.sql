ALTER TABLE "api_key" ALTER COLUMN "per_minute" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "api_key" ALTER COLUMN "per_minute" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "line" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;