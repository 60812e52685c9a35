import type { Media } from '#contract/messages.ts';
import type { Recipient } from './recipients.ts';

/** A text that was not sent yet. It outlives the page. */
export interface KeptDraft {
  readonly text: string;
  readonly to: readonly Recipient[];
  readonly media: readonly Media[];
  /** Wall time in the line's zone, like 2026-03-08T09:00; null: at once. */
  readonly at: string | null;
  /** Whether the line's signature goes with it. */
  readonly signed: boolean;
  /** What makes a second try of the same text the same text: made when it is first sent. */
  readonly key: string | null;
  /** The scheduled text that is being edited. */
  readonly scheduledId: string | null;
}

export const emptyDraft: KeptDraft = {
  text: '',
  to: [],
  media: [],
  at: null,
  signed: true,
  key: null,
  scheduledId: null,
};

export const isEmpty = (draft: KeptDraft) =>
  draft.text === '' && draft.to.length === 0 && draft.media.length === 0 && draft.scheduledId === null;

/** A change of what is sent makes it another text, with another key. */
export const changed = (draft: KeptDraft, change: Partial<KeptDraft>): KeptDraft => ({
  ...draft,
  key: null,
  ...change,
});

const prefix = 'trunkline-draft';
/** Where storage is switched off, drafts last as long as the page. */
const inMemory = new Map<string, string>();

const addressOf = (lineId: string, place: string) => `${prefix}:${lineId}:${place}`;

export function readDraft(lineId: string, place: string): KeptDraft {
  const address = addressOf(lineId, place);
  const kept = fromStorage(address) ?? inMemory.get(address);
  if (kept === undefined) return emptyDraft;
  try {
    return { ...emptyDraft, ...(JSON.parse(kept) as Partial<KeptDraft>) }; // written by keepDraft alone
  } catch {
    return emptyDraft;
  }
}

export function keepDraft(lineId: string, place: string, draft: KeptDraft): void {
  const address = addressOf(lineId, place);
  const text = JSON.stringify(draft);
  if (isEmpty(draft)) inMemory.delete(address);
  else inMemory.set(address, text);
  try {
    if (isEmpty(draft)) localStorage.removeItem(address);
    else localStorage.setItem(address, text);
  } catch {
    // Storage is off or full: the copy in memory stands.
  }
}

function fromStorage(address: string): string | undefined {
  try {
    return localStorage.getItem(address) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Unguessable enough to be nobody else's; pages reached by plain http have no `randomUUID`. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
