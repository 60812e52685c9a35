import type { Draft, Thread } from '#contract/messages.ts';
import type { KeptDraft } from './drafts.ts';
import { toOf } from './recipients.ts';

/** A draft as it would leave: its signature below, its recipients by id, its time in the line's zone. */
export function outgoing(
  draft: KeptDraft,
  thread: Pick<Thread, 'id'> | undefined,
  signature: string | null,
  timeZone: string,
): { text: string; draft: Draft; isSomething: boolean; hasRecipients: boolean } {
  const isSomething = draft.text.trim() !== '' || draft.media.length > 0;
  const text = withSignature(draft.text, draft.signed && isSomething ? signature : null);
  return {
    text,
    isSomething,
    hasRecipients: thread !== undefined || draft.to.length > 0,
    draft: {
      to: thread === undefined ? toOf(draft.to) : { thread: thread.id },
      text,
      ...(draft.media.length === 0 ? {} : { media: draft.media.map(({ id }) => id) }),
      ...(draft.at === null ? {} : { sendAt: { local: draft.at, timeZone } }),
    },
  };
}

function withSignature(text: string, signature: string | null): string {
  if (signature === null || signature.trim() === '') return text;
  return text === '' ? signature : `${text}\n${signature}`;
}
