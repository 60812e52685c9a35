import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Draft, messages, type SendAt } from '#contract/messages.ts';
import { call } from '#web/lib/api.ts';

export type SendInput =
  | { readonly draft: Draft; readonly key: string; readonly scheduledId: null }
  | { readonly draft: Draft & { sendAt: SendAt }; readonly key: string; readonly scheduledId: string };

/** What came of it: the conversation to show, and whether it waits for its time. */
export interface SendOutcome {
  readonly threadId: string | null;
  readonly scheduled: boolean;
}

/** Sends or schedules a text, or saves a scheduled one. The same key again is the same text. */
export function useSend() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: SendInput): Promise<SendOutcome> => {
      if (input.scheduledId !== null) {
        const params = { id: input.scheduledId };
        const now = await call(messages.editScheduled, { params, body: input.draft });
        return { threadId: now.threadId, scheduled: true };
      }
      const sent = await call(messages.send, { body: { ...input.draft, key: input.key } });
      return { threadId: sent.threadId ?? sent.scheduled?.threadId ?? null, scheduled: sent.scheduled !== null };
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
  });
}
