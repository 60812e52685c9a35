CREATE TABLE "pack_offer" (
	"messages" integer PRIMARY KEY NOT NULL,
	"cents" integer NOT NULL,
	CONSTRAINT "pack_offer_size" CHECK (messages > 0 and cents > 0)
);
