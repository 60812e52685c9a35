import { customType, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

const instants = customType<{ data: Date[]; driverData: string }>({ dataType: () => 'timestamptz[]' });

/** Facts about this installation, one row a fact: which secret it was made with, the number notices come from. */
export const instanceFact = pgTable('instance_fact', { name: text().primaryKey(), value: text().notNull() });

/** What is limited per time: the moments of the last uses under a key, and how many came since the key was last cleared. */
export const limitWindow = pgTable('limit_window', {
  key: text().primaryKey(),
  stamps: instants().notNull(),
  inARow: integer('in_a_row').notNull().default(1),
});

/** Mail that went to the page /mailbox because no mail server is set. */
export const mailboxMail = pgTable('mailbox_mail', {
  id: text().primaryKey(),
  toAddress: text('to_address').notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text().notNull(),
  headers: jsonb().notNull().default({}),
  attachments: jsonb().notNull().default([]),
  at: instant().notNull(),
});
