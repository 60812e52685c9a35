import { Skeleton, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { BackIcon } from '#web/ui/more-icons.tsx';
import { UndoNote, useUndo } from '#web/ui/undo-note.tsx';
import styles from './conversation.module.css';
import { inboxWords } from './inbox-words.ts';
import { ScheduledText } from './scheduled-text.tsx';
import { scheduledWords } from './scheduled-words.ts';
import { useScheduled } from './use-scheduled.ts';

/** All that waits for its time, the next one first. */
export function ScheduledPage({ lineId }: { lineId: string }) {
  const words = useWords(scheduledWords);
  const inbox = useWords(inboxWords);
  const navigate = useNavigate();
  const scheduled = useScheduled();
  const { done, tell, dismiss } = useUndo();
  const edit = (threadId: string | null) =>
    void (threadId === null
      ? navigate({ to: '/inbox/new', search: true })
      : navigate({ to: '/inbox/$thread', params: { thread: threadId }, search: true }));
  return (
    <section className={styles.pane} aria-labelledby="scheduled-title">
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
          <Title order={1} className={styles.title} id="scheduled-title">
            {words.title}
          </Title>
        </div>
      </header>
      <div className={styles.scheduledList}>
        {scheduled.isPending && <Skeleton height={96} />}
        {scheduled.isError && <LoadFailed error={scheduled.error} onRetry={() => void scheduled.refetch()} />}
        {scheduled.data?.length === 0 && (
          <div>
            <Text fw={600}>{words.none}</Text>
            <Text size="sm" c="dimmed">
              {words.noneHint}
            </Text>
          </div>
        )}
        {scheduled.data?.map((one) => (
          <ScheduledText
            key={one.id}
            scheduled={one}
            lineId={lineId}
            place={one.threadId ?? 'new'}
            showsTo
            onEdit={() => edit(one.threadId)}
            onTell={tell}
          />
        ))}
      </div>
      <UndoNote done={done} label={inbox.undo} onDismiss={dismiss} />
    </section>
  );
}
