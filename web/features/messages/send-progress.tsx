import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type Counts, type MessageEntry, messages, type SendState } from '#contract/messages.ts';
import { call } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LateModal } from '#web/ui/late-modal.tsx';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';

const ReceiptsDialog = lazy(async () => ({ default: (await import('./receipts-dialog.tsx')).ReceiptsDialog }));

interface SendProgressProps {
  readonly entry: MessageEntry;
  readonly state: SendState;
  readonly counts: Counts;
}

/** A send to many as one entry: how far it is, and the ways to hold it, go on, and stop it. */
export function SendProgress({ entry, state, counts }: SendProgressProps) {
  const words = useWords(conversationWords);
  const [open, setOpen] = useState(false);
  const reached = counts.sent + counts.delivered;
  const howFar = counts.queued === 0 ? words.progressDone(reached) : words.progress(reached, counts.total);
  const isOpen = state === 'sending' || state === 'paused';
  return (
    <div className={styles.progress}>
      <div className={styles.progressTop}>
        <strong>{howFar}</strong>
        {state === 'paused' && <span>{words.paused}</span>}
        {state === 'stopped' && <span>{words.stopped}</span>}
      </div>
      <ProgressBar counts={counts} label={howFar} />
      <p className={styles.counts}>
        {counts.delivered > 0 && <span>{words.countDelivered(counts.delivered)}</span>}
        {counts.sent > 0 && <span>{words.countSent(counts.sent)}</span>}
        {counts.queued > 0 && <span>{words.countQueued(counts.queued)}</span>}
        {counts.failed > 0 && <span data-bad>{words.countFailed(counts.failed)}</span>}
      </p>
      {isOpen && counts.queued > 0 && <Waiting id={entry.id} />}
      <div className={styles.progressActions}>
        {isOpen && counts.queued > 0 && <Control id={entry.id} state={state} left={counts.queued} />}
        <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
          {words.whoGotIt}
        </Button>
      </div>
      {open && (
        <Suspense>
          <ReceiptsDialog messageId={entry.id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function ProgressBar({ counts, label }: { counts: Counts; label: string }) {
  const share = (n: number) => `${(n / Math.max(1, counts.total)) * 100}%`;
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={counts.total}
      aria-valuenow={counts.total - counts.queued}
    >
      <span data-of="delivered" style={{ width: share(counts.delivered) }} />
      <span data-of="sent" style={{ width: share(counts.sent) }} />
      <span data-of="failed" style={{ width: share(counts.failed) }} />
    </div>
  );
}

/** Why some are not texted yet: it is night there, or the number has sent what it may in a day. */
function Waiting({ id }: { id: string }) {
  const words = useWords(conversationWords);
  const { data } = useQuery({
    queryKey: ['inbox', 'progress', id],
    queryFn: ({ signal }) => call(messages.progress, { params: { id }, signal }),
  });
  if (data === undefined) return null;
  const { quiet, limited } = data;
  return (
    <>
      {limited !== null && <p className={styles.waiting}>{words.countLimited(limited.recipients, limited.perDay)}</p>}
      {quiet > 0 && <p className={styles.waiting}>{words.countQuiet(quiet)}</p>}
    </>
  );
}

function Control({ id, state, left }: { id: string; state: SendState; left: number }) {
  const words = useWords(conversationWords);
  const say = useRefusalWords();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (what: 'pause' | 'resume' | 'stop') => call(messages[what], { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const way = state === 'paused' ? 'resume' : 'pause';
  return (
    <>
      <Button variant="default" size="compact-sm" loading={change.isPending} onClick={() => change.mutate(way)}>
        {words[way]}
      </Button>
      <Button variant="outline" color="red" size="compact-sm" onClick={() => setAsking(true)}>
        {words.stop}
      </Button>
      <FieldError>{change.isError ? say(change.error) : undefined}</FieldError>
      <LateModal opened={asking} onClose={() => setAsking(false)} title={words.stopTitle}>
        <Text size="sm" mb="md">
          {words.stopText(left)}
        </Text>
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={() => setAsking(false)}>
            {words.keepSending}
          </Button>
          <Button
            variant="outline"
            color="red"
            loading={change.isPending}
            onClick={() => change.mutate('stop', { onSuccess: () => setAsking(false) })}
          >
            {words.stopNow(left)}
          </Button>
        </div>
      </LateModal>
    </>
  );
}
