import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { groups } from '#contract/groups.ts';
import type { Me } from '#contract/identity.ts';
import { call } from '#web/lib/api.ts';
import { useWords } from '#web/lib/words.tsx';
import { BackIcon } from '#web/ui/more-icons.tsx';
import { UndoNote, useUndo } from '#web/ui/undo-note.tsx';
import { Composer } from './composer.tsx';
import { composerWords } from './composer-words.ts';
import styles from './conversation.module.css';
import { keepDraft, readDraft } from './drafts.ts';
import { inboxWords } from './inbox-words.ts';
import { mayBeNumber, type Recipient, withRecipients } from './recipients.ts';
import type { SendOutcome } from './use-send.ts';

const place = 'new';

interface NewTextPageProps {
  readonly me: Me;
  /** A number to begin with: "text this contact" on another page. */
  readonly to: string | undefined;
  /** A group to begin with, likewise. */
  readonly group: string | undefined;
}

/** A text to whom one says. */
export function NewTextPage({ me, to, group }: NewTextPageProps) {
  const words = useWords(composerWords);
  const inbox = useWords(inboxWords);
  const navigate = useNavigate();
  const { done, tell, dismiss } = useUndo();
  useState(() => {
    if (to !== undefined && mayBeNumber(to)) addRecipient(me.line.id, { kind: 'number', number: to });
  });
  const isReady = useGroupInDraft(me.line.id, group);
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
        {isReady && <Composer me={me} place={place} thread={undefined} title={undefined} onSent={show} />}
      </div>
      <UndoNote done={done} label={inbox.undo} onDismiss={dismiss} />
    </section>
  );
}

function addRecipient(lineId: string, one: Recipient): void {
  const draft = readDraft(lineId, place);
  keepDraft(lineId, place, { ...draft, to: withRecipients(draft.to, [one]) });
}

/** Puts the group among the recipients of the draft; true when that is done, or there is no such group. */
function useGroupInDraft(lineId: string, id: string | undefined): boolean {
  const found = useQuery({
    queryKey: ['groups', 'one', id],
    queryFn: ({ signal }) => call(groups.read, { params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    retry: false,
  });
  const [added, setAdded] = useState<string>();
  const group = found.data;
  useEffect(() => {
    if (group === undefined) return;
    addRecipient(lineId, { kind: 'group', id: group.id, name: group.name, size: group.size });
    setAdded(group.id);
  }, [lineId, group]);
  return id === undefined || added === id || found.isError;
}
