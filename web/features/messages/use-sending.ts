import { type KeptDraft, newKey } from './drafts.ts';
import type { outgoing } from './outgoing.ts';
import { type SendOutcome, useSend } from './use-send.ts';

interface SendingOptions {
  readonly draft: KeptDraft;
  readonly out: ReturnType<typeof outgoing>;
  readonly change: (part: Partial<KeptDraft>) => void;
  readonly onDone: (outcome: SendOutcome) => void;
}

/** Sends the draft. A second try of the same text carries the same key: whatever became of the first, nobody gets it twice. */
export function useSending({ draft, out, change, onDone }: SendingOptions) {
  const { mutate, isPending, error } = useSend();
  const send = () => {
    const key = draft.key ?? newKey();
    if (draft.key === null) change({ key });
    const { scheduledId } = draft;
    const { sendAt } = out.draft;
    if (scheduledId !== null && sendAt !== undefined)
      return mutate({ draft: { ...out.draft, sendAt }, key, scheduledId }, { onSuccess: onDone });
    mutate({ draft: out.draft, key, scheduledId: null }, { onSuccess: onDone });
  };
  return { send, isPending, error };
}
