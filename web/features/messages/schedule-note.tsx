import { localeOf } from '#web/lib/format-time.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { ClockIcon } from '#web/ui/more-icons.tsx';
import styles from './composer.module.css';
import { composerWords } from './composer-words.ts';
import type { KeptDraft } from './drafts.ts';
import { wallWords } from './schedule-times.ts';

interface ScheduleNoteProps {
  readonly draft: KeptDraft;
  readonly onChange: (part: Partial<KeptDraft>) => void;
  readonly onDiscard: () => void;
}

/** When the text goes out, where that is not at once. */
export function ScheduleNote({ draft, onChange, onDiscard }: ScheduleNoteProps) {
  const words = useWords(composerWords);
  const language = useLanguage();
  if (draft.at === null) return null;
  return (
    <p className={styles.when}>
      <ClockIcon size={16} />
      <span>
        {draft.scheduledId !== null && `${words.editing} `}
        {words.scheduledNote(wallWords(draft.at, localeOf(language)))}
      </span>
      {draft.scheduledId === null ? (
        <button type="button" onClick={() => onChange({ at: null })}>
          {words.removeTime}
        </button>
      ) : (
        <button type="button" onClick={onDiscard}>
          {words.discard}
        </button>
      )}
    </p>
  );
}
