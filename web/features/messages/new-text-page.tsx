import { Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Me } from '#contract/identity.ts';
import { useWords } from '#web/lib/words.tsx';
import { BackIcon } from '#web/ui/more-icons.tsx';
import { UndoNote, useUndo } from '#web/ui/undo-note.tsx';
import { Composer } from './composer.tsx';
import { composerWords } from './composer-words.ts';
import styles from './conversation.module.css';
import { keepDraft, readDraft } from './drafts.ts';
import { inboxWords } from './inbox-words.ts';
import { mayBeNumber, withRecipients } from './recipients.ts';
import type { SendOutcome } from './use-send.ts';

const place = 'new';

interface NewTextPageProps {
  readonly me: Me;
  /** A number to begin with: "text this contact" on another page. */
  readonly to: string | undefined;
}

/** A text to whom one says. */
export function NewTextPage({ me, to }: NewTextPageProps) {
  const words = useWords(composerWords);
  const inbox = useWords(inboxWords);
  const navigate = useNavigate();
  const { done, tell, dismiss } = useUndo();
  useState(() => {
    if (to === undefined || !mayBeNumber(to)) return;
    const draft = readDraft(me.line.id, place);
    keepDraft(me.line.id, place, { ...draft, to: withRecipients(draft.to, [{ kind: 'number', number: to }]) });
  });
  const show = ({ threadId, scheduled }: SendOutcome) => {
    if (threadId !== null) return void navigate({ to: '/inbox/$thread', params: { thread: threadId }, search: true });
    if (scheduled) void navigate({ to: '/inbox/scheduled', search: true });
    else tell({ what: words.send });
  };
  return (
    <section
      className={styles.pane}
      aria-labelledby="new-text-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) void navigate({ to: '/inbox', search: true });
      }}
    >
      <header className={styles.head}>
        <button
          type="button"
          className={styles.back}
          aria-label={inbox.back}
          onClick={() => void navigate({ to: '/inbox', search: true })}
        >
          <BackIcon />
        </button>
        <div className={styles.headText}>
          <Title order={1} className={styles.title} id="new-text-title">
            {words.title}
          </Title>
        </div>
      </header>
      <div className={styles.newText}>
        <Composer me={me} place={place} thread={undefined} title={undefined} onSent={show} />
      </div>
      <UndoNote done={done} label={inbox.undo} onDismiss={dismiss} />
    </section>
  );
}
