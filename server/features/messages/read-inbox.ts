import { commonErrors, type QueryOf, type ReplyOf } from '#contract/endpoint.ts';
import type { inbox } from '#contract/inbox.ts';
import type { Thread } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import { listContacts } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { together } from '#server/platform/db/together.ts';
import { AppError } from '#server/platform/errors.ts';
import { findWords, listFailed } from './entry-store.ts';
import { findGroupNames, findParties } from './parties.ts';
import { presentThread } from './present.ts';
import {
  countUnread,
  findThread,
  type InboxCursor,
  listNewestThreads,
  listThreads,
  type ThreadRow,
} from './thread-store.ts';

type Query = QueryOf<typeof inbox.threads>;
const pageLength = 30;
/** So many entries are looked through for words; older ones are found by more words. */
const mostFound = 300;
const mostNamed = 100;

/** A page of the inbox: threads by their newest entry, filtered and searched. */
export async function readInbox(deps: Deps, ref: LineRef, query: Query): Promise<ReplyOf<typeof inbox.threads>> {
  const limit = query.limit ?? pageLength;
  const search = query.search?.trim() ?? '';
  const isPlain = !query.unread && !query.starred && query.label === undefined && search === '' && !query.before;
  const hits = search === '' ? undefined : await findHits(deps.db, ref, search);
  const rows = isPlain
    ? await listNewestThreads(deps.db, ref, limit + 1)
    : await listThreads(deps.db, ref, {
        ...query,
        ...(hits && { found: hits }),
        before: query.before === undefined ? undefined : cursorIn(query.before),
        limit: limit + 1,
      });
  const page = rows.slice(0, limit);
  const [threads, unread] = await together(
    deps.db,
    () => presentThreads(deps.db, ref, page),
    () => countUnread(deps.db, ref),
  );
  const last = page.at(-1);
  return {
    threads: threads.map((one) => ({ ...one, found: hits?.texts.get(one.id) ?? null })),
    next: rows.length > limit && last ? `${last.lastAt.getTime()}_${last.id}` : null,
    unread,
  };
}

/** Throws `request.not_found`. */
export async function readThread(deps: Deps, ref: LineRef, id: string): Promise<Thread> {
  const row = await findThread(deps.db, ref, id);
  if (!row) throw new AppError(commonErrors.notFound);
  return presentOne(deps.db, ref, row);
}

export async function presentOne(db: Db, ref: LineRef, row: ThreadRow): Promise<Thread> {
  const [one] = await presentThreads(db, ref, [row]);
  if (!one) throw new Error('a thread that was there is not');
  return one;
}

async function presentThreads(db: Db, ref: LineRef, rows: readonly ThreadRow[]): Promise<Thread[]> {
  const numbers = rows.filter((row) => row.kind !== 'group').flatMap((row) => row.numbers);
  const groupIds = rows.flatMap((row) => row.groupIds);
  const textsOut = rows.flatMap(({ kind, lastKind, lastDirection, lastEntryId }) =>
    kind === 'direct' && lastKind === 'message' && lastDirection === 'out' && lastEntryId ? [lastEntryId] : [],
  );
  const [{ party, isOptedOut }, group, failed] = await together(
    db,
    () => findParties(db, ref, numbers),
    () => findGroupNames(db, ref, groupIds),
    () => listFailed(db, ref.companyId, textsOut),
  );
  return rows.map((row) => presentThread(row, { party, group, isOptedOut, failed }));
}

async function findHits(db: Db, ref: LineRef, search: string) {
  const words = search.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const entries = words.length === 0 ? [] : await findWords(db, ref, words.slice(0, 8), mostFound);
  const texts = new Map<string, { entryId: string; text: string }>();
  for (const { id, threadId, text } of entries)
    if (!texts.has(threadId)) texts.set(threadId, { entryId: id, text: around(text, words[0] ?? '') });
  // Whoever is called so has threads under their number, whatever was said there.
  const { contacts } = await listContacts(db, ref, { search, limit: mostNamed });
  const digits = search.replaceAll(/[\s().+-]/g, '');
  return {
    ids: [...texts.keys()],
    numbers: contacts.map(({ number }) => number as string),
    digits: /^\d{3,15}$/.test(digits) ? digits : '',
    texts,
  };
}

/** The part of a text in which a word lies. */
function around(text: string, word: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  return `${at > 0 ? '…' : ''}${text.slice(at, at + 160)}`;
}

function cursorIn(written: string): InboxCursor {
  const [at = '0', id = '0'] = written.split('_');
  return { at: new Date(Number(at)), id };
}
