import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ColumnMeaning, ImportState, MembershipState } from '#contract/contacts.ts';
import type { CompanyId, ContactId, GroupId, ImportId, LineId, PhoneNumber } from '#contract/ids.ts';
import { line } from '#server/features/identity/index.ts';
import { id, instant } from '#server/platform/db/columns.ts';

/** Text ordered by its bytes: the same order, and the same pages, whatever locale a database was made with. */
const ordered = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** JSON of the line's own making. */
export type Fields = Record<string, unknown>;

/**
 * Somebody a line texts and calls. A deleted contact keeps its row, so that its threads still have somebody; what is known
 * of it is erased a minute later, and its number brings the row back to life.
 */
export const contact = pgTable(
  'contact',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<ContactId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    number: text().$type<PhoneNumber>().notNull(),
    name: text().notNull().default(''),
    keyword: text(),
    fields: jsonb().$type<Fields>().notNull().default({}),
    notes: text().notNull().default(''),
    /** Where it stands in lists: by name, those without one after them by number. */
    place: ordered().notNull(),
    /** What a search looks through: levelled name, digits and keyword, a line each. */
    search: text().notNull(),
    /** Each three characters of `search` as a hash with the line: an index over them finds the parts of words. */
    grams: integer().array().notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    deletedAt: instant('deleted_at'),
    /** Groups it was in when it was deleted, for undoing. */
    groupsBefore: jsonb('groups_before').$type<{ groupId: GroupId; state: MembershipState }[]>(),
    /** A deleted contact whose number went to another one: nothing brings it back. */
    displaced: boolean().notNull().default(false),
    /** The import that made it: a later row of the same file joins it. */
    importId: id<ImportId>('import_id'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.lineId], foreignColumns: [line.companyId, line.id], name: 'contact_line' }),
    uniqueIndex('contact_number').on(t.companyId, t.lineId, t.number).where(sql`not displaced`),
    uniqueIndex('contact_keyword').on(t.companyId, t.lineId, t.keyword).where(sql`deleted_at is null`),
    index('contact_place').on(t.companyId, t.lineId, t.place, t.id).where(sql`deleted_at is null`),
    // Without its waiting list, which every search would have to read through after a large import.
    index('contact_grams').using('gin', t.grams).with({ fastupdate: false }),
    check('contact_displaced', sql`not displaced or deleted_at is not null`),
  ],
);

/**
 * Whom a line does not text, by number: an opt-out belongs to the phone, and outlives the contact and its changes.
 * `blockedAt`: they opted out. `screenedAt`: the line blocked them.
 */
export const barredNumber = pgTable(
  'barred_number',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    lineId: id<LineId>('line_id').notNull(),
    number: text().$type<PhoneNumber>().notNull(),
    blockedAt: instant('blocked_at'),
    screenedAt: instant('screened_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.lineId, t.number] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'barred_number_line',
    }),
  ],
);

/** A named set of contacts. Deleted groups keep their row for the threads that were with them. */
export const contactGroup = pgTable(
  'contact_group',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<GroupId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    name: text().notNull(),
    /** The name levelled: unique whatever the case, and the order of lists. */
    place: ordered().notNull(),
    /** Lower case; unique among the groups of the line, whether joining by text is on or not. */
    keyword: text().notNull(),
    joinByText: boolean('join_by_text').notNull().default(false),
    joinMessage: text('join_message').notNull(),
    /** Members that joined, and those of whom YES is awaited; kept with every change of a membership. */
    size: integer().notNull().default(0),
    pending: integer().notNull().default(0),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'contact_group_line',
    }),
    uniqueIndex('contact_group_name').on(t.companyId, t.lineId, t.place).where(sql`deleted_at is null`),
    uniqueIndex('contact_group_keyword').on(t.companyId, t.lineId, t.keyword).where(sql`deleted_at is null`),
    check('contact_group_counts', sql`size >= 0 and pending >= 0`),
  ],
);

export const membership = pgTable(
  'membership',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    groupId: id<GroupId>('group_id').notNull(),
    contactId: id<ContactId>('contact_id').notNull(),
    state: text().$type<MembershipState>().notNull(),
    since: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.groupId, t.contactId] }),
    foreignKey({
      columns: [t.companyId, t.groupId],
      foreignColumns: [contactGroup.companyId, contactGroup.id],
      name: 'membership_group',
    }),
    foreignKey({
      columns: [t.companyId, t.contactId],
      foreignColumns: [contact.companyId, contact.id],
      name: 'membership_contact',
    }),
    index('membership_of_contact').on(t.companyId, t.contactId),
  ],
);

export interface ImportColumn {
  readonly heading: string;
  readonly meaning: ColumnMeaning;
}

/** A file of contacts from its upload to its end. `done` counts the rows that are settled: after a crash it goes on from there. */
export const contactImport = pgTable(
  'contact_import',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<ImportId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    fileName: text('file_name').notNull(),
    /** Where the file lies, as UTF-8. */
    file: text().notNull(),
    kind: text().$type<'csv' | 'vcard'>().notNull(),
    encoding: text().notNull(),
    delimiter: text().notNull(),
    hasHeader: boolean('has_header').notNull(),
    columns: jsonb().$type<ImportColumn[]>().notNull(),
    preview: jsonb().$type<{ row: number; cells: string[]; fault?: string }[]>().notNull(),
    existing: text().$type<'update' | 'skip'>().notNull().default('update'),
    groupId: id<GroupId>('group_id'),
    state: text().$type<ImportState>().notNull().default('ready'),
    total: integer().notNull(),
    done: integer().notNull().default(0),
    added: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    skipped: integer().notNull().default(0),
    joined: integer().notNull().default(0),
    faulty: integer().notNull().default(0),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'contact_import_line',
    }),
    index('contact_import_of_line').on(t.companyId, t.lineId, t.createdAt),
  ],
);

/** A row that was left out, as it lay in the file, and the code of the refusal that says why. */
export const importFault = pgTable(
  'import_fault',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    importId: id<ImportId>('import_id').notNull(),
    row: integer().notNull(),
    code: text().notNull(),
    cells: jsonb().$type<string[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.importId, t.row] }),
    foreignKey({
      columns: [t.companyId, t.importId],
      foreignColumns: [contactImport.companyId, contactImport.id],
      name: 'import_fault_import',
    }),
  ],
);
