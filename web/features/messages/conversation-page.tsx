import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Me } from '#contract/identity.ts';
import type { Thread } from '#contract/messages.ts';
import { may } from '#contract/policy.ts';
import { Refusal } from '#web/lib/api.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { listFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import type { CallPart } from '#web/ui/call-part.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { UndoNote, useUndo } from '#web/ui/undo-note.tsx';
import { useArrived } from '#web/ui/use-arrived.ts';
import { Composer } from './composer.tsx';
import styles from './conversation.module.css';
import { ConversationHead } from './conversation-head.tsx';
import { conversationWords } from './conversation-words.ts';
import { EntryList, type EntryListHandle } from './entry-list.tsx';
import { inboxWords } from './inbox-words.ts';
import { ScheduledHere } from './scheduled-here.tsx';
import { useDeletion, useMarkRead, useThread } from './use-inbox.ts';
import { type VoicemailPart, VoicemailSlot } from './voicemail-slot.ts';
import { titleOf } from './who.ts';

export interface ConversationPageProps {
  readonly threadId: string;
  /** Opens at this entry: what a search found. */
  readonly entryId: string | undefined;
  readonly me: Me;
  /** Plays a voicemail. */
  readonly voicemail: VoicemailPart;
  /** Calls a number. */
  readonly call: CallPart;
}

/** One conversation: what was said, and the box to answer. */
export function ConversationPage({ threadId, entryId, me, voicemail, call }: ConversationPageProps) {
  const words = useWords(inboxWords);
  const thread = useThread(threadId);
  if (thread.data !== undefined)
    return (
      <VoicemailSlot value={voicemail}>
        <Open thread={thread.data} entryId={entryId} me={me} call={call} />
      </VoicemailSlot>
    );
  if (!thread.isError) return <div className={styles.pane} aria-busy="true" />;
  const gone = thread.error instanceof Refusal && (thread.error.status === 404 || thread.error.status === 400);
  return (
    <div className={styles.trouble}>
      {gone ? (
        <Message kind="info" title={words.gone}>
          <p>{words.goneText}</p>
          <Button component={Link} to="/inbox" variant="default">
            {words.toInbox}
          </Button>
        </Message>
      ) : (
        <LoadFailed error={thread.error} onRetry={() => void thread.refetch()} retrying={thread.isFetching} />
      )}
    </div>
  );
}

function Open({
  thread,
  entryId,
  me,
  call,
}: { thread: Thread } & Pick<ConversationPageProps, 'entryId' | 'me' | 'call'>) {
  const words = useWords(inboxWords);
  const say = useWords(conversationWords);
  const language = useLanguage();
  const { region } = usePlace();
  const navigate = useNavigate();
  const list = useRef<EntryListHandle>(null);
  const { done, tell, dismiss } = useUndo();
  const { deleteEntry, restoreEntry, deleteThread, restoreThread } = useDeletion();
  const [editing, setEditing] = useState(0);
  const title = titleOf(thread, region, listFormat(localeOf(language), { type: 'conjunction' }));
  const isForOthers = thread.kind === 'group' && !may(me.line.roles, 'send_to_groups');
  useReadWhileSeen(thread);
  // What was said is drawn first, then the box to answer.
  const composerStands = useArrived(thread);

  const removeEntry = useCallback(
    (id: string) =>
      deleteEntry.mutate(id, {
        onSuccess: () => tell({ what: words.deletedEntry, undo: () => restoreEntry.mutate(id) }),
      }),
    [deleteEntry.mutate, restoreEntry.mutate, tell, words],
  );
  const removeThread = () =>
    deleteThread.mutate(thread.id, {
      onSuccess: () => {
        tell({
          what: words.deletedThread,
          undo: () =>
            restoreThread.mutate(thread.id, {
              onSuccess: () => void navigate({ to: '/inbox/$thread', params: { thread: thread.id } }),
            }),
        });
      },
    });
  const toList = () => void navigate({ to: '/inbox', search: true });
  return (
    <section
      className={styles.pane}
      aria-label={say.conversation(title)}
      onKeyDown={(event) => {
        // What a dialog over the conversation is told arrives here too, and is not meant for it.
        const isOurs = event.target instanceof Node && event.currentTarget.contains(event.target);
        if (event.key === 'Escape' && isOurs && !event.defaultPrevented) toList();
      }}
    >
      <ConversationHead thread={thread} title={title} onDelete={removeThread} onBack={toList} call={call} />
      <EntryList key={entryId ?? ''} ref={list} thread={thread} entryId={entryId} onDelete={removeEntry} />
      <ScheduledHere threadId={thread.id} lineId={me.line.id} onEdit={() => setEditing((n) => n + 1)} onTell={tell} />
      {thread.optedOut && (
        <div className={styles.optedOut}>
          <Message kind="warning" title={say.optedOutTitle}>
            {say.optedOutText}
          </Message>
        </div>
      )}
      {isForOthers && (
        <div className={styles.optedOut}>
          <Message kind="info" title={say.forOthersTitle}>
            {say.forOthersText}
          </Message>
        </div>
      )}
      {!thread.optedOut && !isForOthers && !composerStands && <div className={styles.composerRoom} />}
      {!thread.optedOut && !isForOthers && composerStands && (
        <Composer
          // A scheduled text that is taken up for editing has become the draft of this place.
          key={editing}
          me={me}
          place={thread.id}
          thread={thread}
          title={title}
          onSent={() => list.current?.toNewest()}
        />
      )}
      <UndoNote done={done} label={words.undo} onDismiss={dismiss} />
    </section>
  );
}

/** A conversation that is on the screen is read; one that lies in a hidden tab is not. */
function useReadWhileSeen(thread: Thread) {
  const { mutate } = useMarkRead(thread);
  const unread = thread.unread > 0;
  const newest = thread.last?.at;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each newer text is seen by itself
  useEffect(() => {
    const mark = () => {
      if (unread && document.visibilityState === 'visible') mutate(true);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [mutate, unread, newest]);
}
