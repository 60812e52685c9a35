CREATE TABLE "landline" (
	"company_id" bigint NOT NULL,
	"number" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "landline_company_id_number_pk" PRIMARY KEY("company_id","number")
);
--> statement-breakpoint
CREATE TABLE "last_answered" (
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "last_answered_company_id_line_id_number_kind_pk" PRIMARY KEY("company_id","line_id","number","kind")
);
--> statement-breakpoint
CREATE TABLE "message_settings" (
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"signature" text,
	"auto_response" boolean DEFAULT false NOT NULL,
	"auto_response_text" text DEFAULT '' NOT NULL,
	"auto_response_only_closed" boolean DEFAULT false NOT NULL,
	"forwarding" boolean DEFAULT false NOT NULL,
	"hints" boolean DEFAULT true NOT NULL,
	"stop_incoming" boolean DEFAULT false NOT NULL,
	"webhook_url" text,
	"hide_link_in_bulk" boolean DEFAULT false NOT NULL,
	"last_forwarded" text,
	CONSTRAINT "message_settings_company_id_line_id_pk" PRIMARY KEY("company_id","line_id")
);
--> statement-breakpoint
CREATE TABLE "message_media" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"key" text NOT NULL,
	"content_type" text NOT NULL,
	"filename" text NOT NULL,
	"bytes" integer NOT NULL,
	"state" text NOT NULL,
	"why" text,
	"source_url" text,
	"entry_id" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_media_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "receipt" (
	"company_id" bigint NOT NULL,
	"message_id" bigint NOT NULL,
	"to_number" text NOT NULL,
	"line_id" bigint NOT NULL,
	"from_number" text NOT NULL,
	"place" integer NOT NULL,
	"lane" smallint NOT NULL,
	"segments" smallint NOT NULL,
	"as_links" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"not_before" timestamp (3) with time zone,
	"tried_at" timestamp (3) with time zone,
	"checks" smallint DEFAULT 0 NOT NULL,
	"carrier_id" text,
	"failure" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "receipt_company_id_message_id_to_number_pk" PRIMARY KEY("company_id","message_id","to_number")
);
--> statement-breakpoint
CREATE TABLE "scheduled_message" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"numbers" text[] NOT NULL,
	"group_ids" text[] NOT NULL,
	"text" text NOT NULL,
	"media_ids" text[] DEFAULT '{}' NOT NULL,
	"as_links" boolean DEFAULT false NOT NULL,
	"source" text NOT NULL,
	"send_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"why" text,
	"thread_id" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scheduled_message_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "send_request" (
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"key" text NOT NULL,
	"digest" text NOT NULL,
	"reply" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "send_request_company_id_line_id_key_pk" PRIMARY KEY("company_id","line_id","key")
);
--> statement-breakpoint
CREATE TABLE "sending_number" (
	"number" text PRIMARY KEY NOT NULL,
	"company_id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"tokens" integer DEFAULT 0 NOT NULL,
	"filled_at" timestamp (3) with time zone NOT NULL,
	"lease_id" text,
	"lease_until" timestamp (3) with time zone,
	"rest_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "thread" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"member_key" text NOT NULL,
	"numbers" text[] NOT NULL,
	"group_ids" text[] DEFAULT '{}' NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"last_entry_id" bigint,
	"last_kind" text,
	"last_direction" text,
	"last_text" text,
	"unread" integer DEFAULT 0 NOT NULL,
	"starred" boolean DEFAULT false NOT NULL,
	"labels" text[] DEFAULT '{}' NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "thread_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "thread_entry" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"thread_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"direction" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ref_id" bigint,
	"detail" jsonb,
	"text" text DEFAULT '' NOT NULL,
	"segments" integer DEFAULT 0 NOT NULL,
	"sender" text,
	"source" text,
	"send_state" text,
	"recipients" integer DEFAULT 0 NOT NULL,
	"media_ids" text[] DEFAULT '{}' NOT NULL,
	"sounds_like_stop" boolean DEFAULT false NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "thread_entry_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "message_settings" ADD CONSTRAINT "message_settings_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "media_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_message" FOREIGN KEY ("company_id","message_id") REFERENCES "public"."thread_entry"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_message" ADD CONSTRAINT "scheduled_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread" ADD CONSTRAINT "thread_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_entry" ADD CONSTRAINT "thread_entry_thread" FOREIGN KEY ("company_id","thread_id") REFERENCES "public"."thread"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "message_media_key" ON "message_media" USING btree ("key");--> statement-breakpoint
CREATE INDEX "message_media_loose" ON "message_media" USING btree ("created_at") WHERE entry_id is null;--> statement-breakpoint
CREATE INDEX "receipt_queue" ON "receipt" USING btree ("from_number","lane","message_id","place") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "receipt_open" ON "receipt" USING btree ("from_number","state") WHERE state in ('trying', 'unknown');--> statement-breakpoint
CREATE INDEX "receipt_carrier" ON "receipt" USING btree ("carrier_id") WHERE carrier_id is not null;--> statement-breakpoint
CREATE INDEX "scheduled_of_line" ON "scheduled_message" USING btree ("company_id","line_id","send_at") WHERE state in ('waiting', 'refused');--> statement-breakpoint
CREATE INDEX "send_request_at" ON "send_request" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "thread_members" ON "thread" USING btree ("company_id","line_id","member_key");--> statement-breakpoint
CREATE INDEX "thread_inbox" ON "thread" USING btree ("company_id","line_id","last_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "thread_unread" ON "thread" USING btree ("company_id","line_id","last_at","id") WHERE deleted_at is null and unread > 0;--> statement-breakpoint
CREATE INDEX "thread_starred" ON "thread" USING btree ("company_id","line_id","last_at","id") WHERE deleted_at is null and starred;--> statement-breakpoint
CREATE INDEX "thread_numbers" ON "thread" USING gin ("numbers") WHERE kind <> 'group';--> statement-breakpoint
CREATE INDEX "thread_entry_page" ON "thread_entry" USING btree ("company_id","thread_id","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "thread_entry_sending" ON "thread_entry" USING btree ("company_id","line_id","id") WHERE recipients > 1;--> statement-breakpoint
CREATE UNIQUE INDEX "thread_entry_ref" ON "thread_entry" USING btree ("company_id","kind","ref_id") WHERE ref_id is not null;--> statement-breakpoint
CREATE INDEX "thread_entry_words" ON "thread_entry" USING gin (to_tsvector('simple'::regconfig, text || ' line' || line_id::text)) WHERE kind = 'message';