import { and, eq, inArray } from 'drizzle-orm';
import type { CompanyId, EntryId, PhoneNumber } from '#contract/ids.ts';
import { CarrierDownError, type RejectReason, type SendOutcome } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { minutes, seconds } from '#server/platform/clock.ts';
import { lastFour } from '#server/platform/log.ts';
import { listMedia, type MediaRow } from './entry-store.ts';
import { withAttachmentLinks } from './message-text.ts';
import type { Claimed, Settled } from './receipt-store.ts';
import { shortLinkOf } from './short-links.ts';
import { threadEntry } from './tables.ts';

/** What became of one text, and for how long its number should rest after it. */
export type Outcome = Settled & { readonly restMs?: number };

export interface Content {
  readonly text: string;
  readonly media: readonly MediaRow[];
}

/** What the messages of these receipts say. */
async function contents(deps: Pick<Deps, 'db'>, claimed: readonly Claimed[]): Promise<Map<string, Content>> {
  const found = new Map<string, Content>();
  for (const [companyId, rows] of Map.groupBy(claimed, (one) => one.companyId)) {
    const ids = [...new Set(rows.map((one) => one.messageId))];
    for (const entry of await listContents(deps, companyId, ids)) {
      const media = await listMedia(deps.db, companyId, entry.mediaIds);
      found.set(entry.id, { text: entry.text, media });
    }
  }
  return found;
}

const listContents = (deps: Pick<Deps, 'db'>, companyId: CompanyId, ids: readonly EntryId[]) =>
  deps.db
    .select({ id: threadEntry.id, text: threadEntry.text, mediaIds: threadEntry.mediaIds })
    .from(threadEntry)
    .where(and(eq(threadEntry.companyId, companyId), inArray(threadEntry.id, [...ids])));

/** A text as it goes to one recipient: what is sent, and what is looked for when nobody knows whether it was. */
export function wordsFor(
  deps: Pick<Deps, 'config'>,
  of: Claimed,
  content: Content,
): { text: string; mediaUrls: string[] } {
  if (of.asLinks)
    return {
      text: withAttachmentLinks(
        content.text,
        content.media.map((one) => shortLinkOf(deps.config, one.key)),
      ),
      mediaUrls: [],
    };
  return { text: content.text, mediaUrls: content.media.map((one) => `${deps.config.publicUrl}/api/media/${one.key}`) };
}

/** Hands one text to the carrier, once. */
async function one(deps: Deps, from: PhoneNumber, of: Claimed, all: ReadonlyMap<string, Content>): Promise<Outcome> {
  const content = all.get(of.messageId);
  if (!content) return { of, state: 'failed', failure: 'other' };
  const outcome = await ask(deps, { from, to: of.to, ...wordsFor(deps, of, content) });
  if (outcome.kind === 'accepted') return { of, state: 'sent', carrierId: outcome.carrierId };
  if (outcome.kind === 'ambiguous') return { of, state: 'unknown' };
  const wait = waits[outcome.reason];
  deps.log.debug({ to: lastFour(of.to), reason: outcome.reason, code: outcome.carrierCode }, 'a text was not taken');
  if (wait === undefined) return { of, state: 'failed', failure: outcome.reason };
  return { of, state: 'queued', restMs: outcome.retryAfterSeconds ? seconds(outcome.retryAfterSeconds) : wait };
}

/** What is the carrier's trouble and not the text's: the text waits, and its number rests. */
const waits: Partial<Record<RejectReason, number>> = {
  too_fast: seconds(2),
  unavailable: seconds(10),
  credentials: minutes(1),
};

async function ask(
  deps: Deps,
  text: { from: PhoneNumber; to: PhoneNumber; text: string; mediaUrls: string[] },
): Promise<SendOutcome> {
  try {
    return await deps.carrier.sendText({ ...text, statusUrl: `${deps.config.publicUrl}/carrier/main/status` });
  } catch (error) {
    if (error instanceof CarrierDownError) return { kind: 'rejected', reason: 'unavailable', carrierCode: '' };
    // Whatever broke, the carrier may have the text.
    deps.log.error({ err: error }, 'handing over a text failed');
    return { kind: 'ambiguous', why: 'failed' };
  }
}

export const handOver = { contents, one };
