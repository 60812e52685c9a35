CREATE TABLE "factor" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"credential_id" text,
	"public_key" "bytea",
	"counter" bigint DEFAULT 0 NOT NULL,
	"transports" text[],
	"sealed_secret" "bytea",
	"last_step" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "factor_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "factor_ask" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"purpose" text NOT NULL,
	"session_id" bigint,
	"ticket_digest" "bytea",
	"challenge" text NOT NULL,
	"sealed_secret" "bytea",
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"consumed_at" timestamp (3) with time zone,
	"epoch" integer NOT NULL,
	CONSTRAINT "factor_ask_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"company_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"digest" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "recovery_code_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "factor" ADD CONSTRAINT "factor_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factor_ask" ADD CONSTRAINT "factor_ask_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_line" FOREIGN KEY ("company_id","line_id") REFERENCES "public"."line"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "factor_credential" ON "factor" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "factor_of_line" ON "factor" USING btree ("company_id","line_id");--> statement-breakpoint
CREATE UNIQUE INDEX "factor_ask_ticket" ON "factor_ask" USING btree ("ticket_digest");--> statement-breakpoint
CREATE UNIQUE INDEX "factor_ask_live" ON "factor_ask" USING btree ("company_id","line_id","purpose","session_id") WHERE consumed_at is null and session_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_code_of_line" ON "recovery_code" USING btree ("company_id","line_id","digest");