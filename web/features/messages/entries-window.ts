import type { Entry } from '#contract/messages.ts';

/** The stretch of a conversation that a page holds, oldest first, and whether there is more on either side. */
export interface EntriesWindow {
  readonly entries: readonly Entry[];
  readonly older: boolean;
  readonly newer: boolean;
}

/** Ids grow with time; as strings of digits they compare by length first. */
export const isBefore = (one: string, other: string): boolean =>
  one.length === other.length ? one < other : one.length < other.length;

/** The window with a page of older entries before it. */
export const withOlder = (known: EntriesWindow, page: EntriesWindow): EntriesWindow => ({
  entries: [...page.entries.filter(({ id }) => !holds(known, id)), ...known.entries],
  older: page.older,
  newer: known.newer,
});

/** The window with a page of newer entries after it. */
export const withNewer = (known: EntriesWindow, page: EntriesWindow): EntriesWindow => ({
  entries: [...known.entries, ...page.entries.filter(({ id }) => !holds(known, id))],
  older: known.older,
  newer: page.newer,
});

/**
 * The window after a stretch of it was asked for again: what the page has replaces what stood there, and what the page no
 * longer has is gone. Where the page and the window do not touch, there is a gap, and only the page is sure.
 */
export function refreshed(known: EntriesWindow, page: EntriesWindow): EntriesWindow {
  const [first, last] = [page.entries[0]?.id, page.entries.at(-1)?.id];
  if (first === undefined || last === undefined) return page.older || page.newer ? known : page;
  if (!touches(known, page, first)) return page;
  const before = page.older ? known.entries.filter(({ id }) => isBefore(id, first)) : [];
  const after = page.newer ? known.entries.filter(({ id }) => isBefore(last, id)) : [];
  return {
    entries: [...before, ...page.entries, ...after],
    older: before.length > 0 ? known.older : page.older,
    newer: after.length > 0 ? known.newer : page.newer,
  };
}

function touches(known: EntriesWindow, page: EntriesWindow, first: string): boolean {
  const newest = known.entries.at(-1)?.id;
  return newest === undefined || !page.older || !isBefore(newest, first);
}

const holds = (known: EntriesWindow, id: string) => known.entries.some((entry) => entry.id === id);
