CREATE TABLE "instance_fact" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_window" (
	"key" text PRIMARY KEY NOT NULL,
	"stamps" timestamptz[] NOT NULL,
	"in_a_row" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailbox_mail" (
	"id" text PRIMARY KEY NOT NULL,
	"to_address" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"attachments" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"name" text,
	"digest" "bytea" NOT NULL,
	"sealed" "bytea",
	"last_four" text NOT NULL,
	"scopes" text[],
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"minute" timestamp (3) with time zone,
	"minute_uses" integer DEFAULT 0 NOT NULL,
	"per_minute" integer DEFAULT 600 NOT NULL,
	"uses" bigint DEFAULT '0' NOT NULL,
	CONSTRAINT "api_key_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "carrier_webhook" (
	"key" text PRIMARY KEY NOT NULL,
	"event" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "challenge" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"target" text NOT NULL,
	"session_id" bigint,
	"ticket_digest" "bytea",
	"change_id" bigint,
	"digest" "bytea" NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"consumed_at" timestamp (3) with time zone,
	"superseded_at" timestamp (3) with time zone,
	"delivery" text DEFAULT 'sending' NOT NULL,
	"delivery_why" text,
	CONSTRAINT "challenge_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "code_country_day" (
	"country" text NOT NULL,
	"day" text NOT NULL,
	"sent" integer DEFAULT 0 NOT NULL,
	"used" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "code_country_day_country_day_pk" PRIMARY KEY("country","day")
);
--> statement-breakpoint
CREATE TABLE "company" (
	"id" bigint PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"plan" text NOT NULL,
	"time_zone" text NOT NULL,
	"region" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "line" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"username" text NOT NULL,
	"number" text,
	"roles" text[] NOT NULL,
	"password_hash" text NOT NULL,
	"password_changed_at" timestamp (3) with time zone NOT NULL,
	"cell" text,
	"cell_verified_at" timestamp (3) with time zone,
	"email" text,
	"email_verified_at" timestamp (3) with time zone,
	"picture" text,
	"email_notifications" boolean DEFAULT true NOT NULL,
	"desktop_notifications" boolean DEFAULT false NOT NULL,
	"sound_notifications" boolean DEFAULT true NOT NULL,
	"time_zone" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"appearance" text DEFAULT 'system' NOT NULL,
	"security_epoch" integer DEFAULT 0 NOT NULL,
	"suspended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "line_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "pending_change" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"old_value" text,
	"new_value" text,
	"session_id" bigint,
	"epoch" integer NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"cancel_digest" "bytea",
	"undo_digest" "bytea",
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"undo_until" timestamp (3) with time zone,
	CONSTRAINT "pending_change_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "pending_change_settled" CHECK ((state = 'open') = (settled_at is null))
);
--> statement-breakpoint
CREATE TABLE "security_event" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"proof" text NOT NULL,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "security_event_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "served_number" (
	"number" text PRIMARY KEY NOT NULL,
	"company_id" bigint,
	"carrier_id" text NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"token_digest" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"proven_at" timestamp (3) with time zone NOT NULL,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "session_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "system_text" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"to" text NOT NULL,
	"state" text NOT NULL,
	"carrier_id" text,
	"first_tried_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "system_text_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "username_claim" (
	"skeleton" text PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"works_until" timestamp (3) with time zone,
	"held_until" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line" ADD CONSTRAINT "line_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_change" ADD CONSTRAINT "pending_change_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "security_event" ADD CONSTRAINT "security_event_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "served_number" ADD CONSTRAINT "served_number_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "system_text" ADD CONSTRAINT "system_text_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "username_claim" ADD CONSTRAINT "username_claim_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_digest" ON "api_key" USING btree ("digest");--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_own" ON "api_key" USING btree ("company_id","line_id") WHERE name is null and disabled_at is null and expires_at is null;--> statement-breakpoint
CREATE INDEX "api_key_of_line" ON "api_key" USING btree ("company_id","line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "challenge_live" ON "challenge" USING btree ("company_id","line_id","purpose") WHERE consumed_at is null and superseded_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "challenge_ticket" ON "challenge" USING btree ("ticket_digest");--> statement-breakpoint
CREATE INDEX "challenge_digest" ON "challenge" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "challenge_of_line" ON "challenge" USING btree ("company_id","line_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "line_id" ON "line" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "line_number" ON "line" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "line_email" ON "line" USING btree ("email");--> statement-breakpoint
CREATE INDEX "line_cell" ON "line" USING btree ("cell");--> statement-breakpoint
CREATE UNIQUE INDEX "pending_change_open" ON "pending_change" USING btree ("company_id","line_id","kind") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "pending_change_cancel" ON "pending_change" USING btree ("cancel_digest");--> statement-breakpoint
CREATE UNIQUE INDEX "pending_change_undo" ON "pending_change" USING btree ("undo_digest");--> statement-breakpoint
CREATE INDEX "security_event_of_line" ON "security_event" USING btree ("company_id","line_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "session_token" ON "session" USING btree ("token_digest");--> statement-breakpoint
CREATE INDEX "session_of_line" ON "session" USING btree ("company_id","line_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "system_text_carrier" ON "system_text" USING btree ("carrier_id");--> statement-breakpoint
CREATE UNIQUE INDEX "username_claim_current" ON "username_claim" USING btree ("line_id") WHERE held_until is null;--> statement-breakpoint
CREATE INDEX "username_claim_line_id" ON "username_claim" USING btree ("line_id");