import type { CallEntry, Entry, Media, MessageEntry, Receipt, Thread, VoicemailEntry } from '#contract/messages.ts';
import type { CountRow, EntryRow, MediaRow } from './entry-store.ts';
import type { GroupNamer, PartyFinder } from './parties.ts';
import type { receipt } from './tables.ts';
import type { ThreadRow } from './thread-store.ts';

type ReceiptRow = typeof receipt.$inferSelect;

export const presentThread = (
  row: ThreadRow,
  who: {
    party: PartyFinder;
    group: GroupNamer;
    isOptedOut: (number: string) => boolean;
    failed: ReadonlySet<string>;
  },
): Thread => ({
  id: row.id,
  kind: row.kind,
  members: row.kind === 'group' ? [] : row.numbers.map(who.party),
  groups: row.groupIds.map(who.group),
  last:
    row.lastKind === null || row.lastDirection === null
      ? null
      : { kind: row.lastKind, direction: row.lastDirection, text: row.lastText ?? '', at: row.lastAt.toISOString() },
  unread: row.unread,
  starred: row.starred,
  labels: row.labels,
  optedOut: row.kind === 'direct' && row.numbers.some(who.isOptedOut),
  failed: row.lastEntryId !== null && who.failed.has(row.lastEntryId),
});

export interface EntryParts {
  readonly party: PartyFinder;
  readonly media: ReadonlyMap<string, MediaRow>;
  readonly counts: ReadonlyMap<string, readonly CountRow[]>;
  readonly only: ReadonlyMap<string, ReceiptRow>;
  readonly limited: Date | undefined;
}

export function presentEntry(row: EntryRow, parts: EntryParts): Entry {
  if (row.kind === 'message') return presentMessage(row, parts);
  const common = { id: row.id, threadId: row.threadId, at: row.at.toISOString(), with: parts.party(row.sender ?? '') };
  // What the voice feature wrote down for the conversation with `putEntry`.
  const detail = (row.detail ?? {}) as Partial<CallEntry> & Partial<Omit<VoicemailEntry, 'direction' | 'kind'>>;
  const seconds = detail.seconds ?? 0;
  return row.kind === 'call'
    ? {
        ...common,
        kind: 'call',
        direction: row.direction,
        callId: row.refId ?? '0',
        outcome: detail.outcome ?? 'answered',
        seconds,
      }
    : {
        ...common,
        kind: 'voicemail',
        direction: 'in',
        voicemailId: row.refId ?? '0',
        seconds,
        callId: detail.callId ?? '0',
        peaks: detail.peaks ?? [],
        transcript: detail.transcript ?? null,
        heard: detail.heard === true,
        deleted: detail.deleted === true,
      };
}

function presentMessage(row: EntryRow, parts: EntryParts): MessageEntry {
  const only = parts.only.get(row.id);
  const counts = countsOf(
    row.recipients,
    only ? [{ messageId: row.id, state: only.state, n: 1 }] : (parts.counts.get(row.id) ?? []),
  );
  return {
    id: row.id,
    threadId: row.threadId,
    at: row.at.toISOString(),
    kind: 'message',
    direction: row.direction,
    text: row.text,
    media: row.mediaIds.flatMap((id) => {
      const found = parts.media.get(id);
      return found ? [presentMedia(found)] : [];
    }),
    segments: row.segments,
    from: row.direction === 'in' && row.sender !== null ? parts.party(row.sender) : null,
    source: row.direction === 'out' ? row.source : null,
    delivery:
      row.direction === 'in'
        ? null
        : {
            state: row.sendState ?? 'done',
            counts,
            one: only ? presentReceipt(only, parts.party, parts.limited) : null,
          },
    soundsLikeStop: row.soundsLikeStop,
  };
}

export const presentMedia = (row: MediaRow): Media => ({
  id: row.id,
  url: row.state === 'ready' ? `/api/media/${row.key}` : null,
  contentType: row.contentType,
  filename: row.filename,
  bytes: row.bytes,
  state: row.state,
  why: row.why,
});

const shown = {
  queued: 'queued',
  quiet: 'queued',
  held: 'queued',
  trying: 'queued',
  unknown: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  failed: 'failed',
  stopped: 'failed',
} as const satisfies Record<ReceiptRow['state'], Receipt['state']>;

const waits = { queued: 'turn', trying: 'turn', quiet: 'quiet_hours', held: 'pause', unknown: 'word' } as const;
function waitOf(row: ReceiptRow, limited: Date | undefined): Pick<Receipt, 'waitsFor' | 'notBefore'> {
  if (limited && waitsItsTurn(row)) return { waitsFor: 'daily_limit', notBefore: limited.toISOString() };
  return {
    waitsFor: row.state in waits ? waits[row.state as keyof typeof waits] : null, // just looked
    notBefore: row.state === 'quiet' ? (row.notBefore?.toISOString() ?? null) : null,
  };
}

/** The states behind one that is shown. @public */
export const statesShownAs = (state: Receipt['state']) =>
  (Object.keys(shown) as ReceiptRow['state'][]).filter((inner) => shown[inner] === state); // the keys of the table above

/** `limited`: until when texts to many of the line's number wait for its next day, if they do. */
export const presentReceipt = (row: ReceiptRow, party: PartyFinder, limited: Date | undefined): Receipt => ({
  to: party(row.to),
  state: shown[row.state],
  ...waitOf(row, limited),
  // Written by us from the port's own words.
  failure:
    row.state === 'stopped'
      ? 'stopped'
      : row.state === 'failed'
        ? ((row.failure ?? 'other') as Receipt['failure'])
        : null,
  at: row.at.toISOString(),
});

/** Texts to many that wait for nothing but their turn; if their number sent enough for a day, that is tomorrow. */
export const waitsItsTurn = (row: Pick<ReceiptRow, 'state' | 'lane'>) => row.state === 'queued' && row.lane === 1;

export function countsOf(total: number, rows: readonly CountRow[]) {
  const counts = { total, queued: 0, sent: 0, delivered: 0, failed: 0 };
  for (const { state, n } of rows) counts[shown[state as ReceiptRow['state']]] += n; // a column of this type
  return counts;
}
