import { useCallback, useState } from 'react';
import { changed, emptyDraft, isEmpty, type KeptDraft, keepDraft, readDraft } from './drafts.ts';

/** The draft of a place: a conversation, or `new`. Each change is kept at once, so that nothing typed is ever lost. */
export function useDraft(lineId: string, place: string) {
  const [draft, setDraft] = useState(() => readDraft(lineId, place));
  const [restored] = useState(() => !isEmpty(draft));
  const put = useCallback(
    (next: (now: KeptDraft) => KeptDraft) =>
      setDraft((now) => {
        const after = next(now);
        keepDraft(lineId, place, after);
        return after;
      }),
    [lineId, place],
  );
  const change = useCallback(
    (part: Partial<KeptDraft> | ((now: KeptDraft) => Partial<KeptDraft>)) =>
      put((now) => changed(now, typeof part === 'function' ? part(now) : part)),
    [put],
  );
  const clear = useCallback(() => put(() => emptyDraft), [put]);
  return { draft, restored, change, clear };
}
