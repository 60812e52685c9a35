DROP INDEX "contact_grams";--> statement-breakpoint
CREATE INDEX "contact_grams" ON "contact" USING gin ("grams") WITH (fastupdate=false);