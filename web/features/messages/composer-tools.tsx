import { lazy, Suspense, useRef, useState } from 'react';
import type { Draft } from '#contract/messages.ts';
import { useWords } from '#web/lib/words.tsx';
import { AttachIcon, ClockIcon } from '#web/ui/more-icons.tsx';
import styles from './composer.module.css';
import { composerWords } from './composer-words.ts';

const ScheduleDialog = lazy(async () => ({ default: (await import('./schedule-dialog.tsx')).ScheduleDialog }));

interface ComposerToolsProps {
  readonly timeZone: string;
  readonly at: string | null;
  readonly draft: Draft;
  readonly onFiles: (files: File[]) => void;
  readonly onTime: (at: string) => void;
}

/** Attach, and send later. */
export function ComposerTools({ timeZone, at, draft, onFiles, onTime }: ComposerToolsProps) {
  const words = useWords(composerWords);
  const input = useRef<HTMLInputElement>(null);
  const [scheduling, setScheduling] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.tool}
        aria-label={words.attach}
        title={words.attach}
        onClick={() => input.current?.click()}
      >
        <AttachIcon />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={words.attach}
        accept="image/*,audio/*,video/*,application/pdf,text/vcard,text/plain"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <button
        type="button"
        className={styles.tool}
        aria-label={words.scheduleSend}
        title={words.scheduleSend}
        onClick={() => setScheduling(true)}
      >
        <ClockIcon />
      </button>
      {scheduling && (
        <Suspense>
          <ScheduleDialog
            timeZone={timeZone}
            at={at}
            draft={draft}
            onClose={() => setScheduling(false)}
            onTime={onTime}
          />
        </Suspense>
      )}
    </>
  );
}
