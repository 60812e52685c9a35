import { Button, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Thread } from '#contract/messages.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { LateModal } from '#web/ui/late-modal.tsx';
import { CloseIcon } from '#web/ui/more-icons.tsx';
import styles from './conversation.module.css';
import { inboxWords } from './inbox-words.ts';
import { useLabels, useSetLabels } from './use-inbox.ts';

interface LabelsDialogProps {
  readonly thread: Thread;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The labels of a conversation: those it has, and one more. */
export function LabelsDialog({ thread, open, onClose }: LabelsDialogProps) {
  const words = useWords(inboxWords);
  return (
    <LateModal opened={open} onClose={onClose} title={words.labels} closeButtonProps={{ 'aria-label': words.close }}>
      <LabelsForm thread={thread} />
    </LateModal>
  );
}

function LabelsForm({ thread }: { thread: Thread }) {
  const words = useWords(inboxWords);
  const say = useRefusalWords();
  const all = useLabels(true).data ?? [];
  const set = useSetLabels(thread);
  const [text, setText] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    const label = text.trim();
    if (label === '') return;
    set.mutate([...thread.labels.filter((one) => one !== label), label], { onSuccess: () => setText('') });
  };
  return (
    <form onSubmit={add} className={styles.labels}>
      <Text size="sm" c="dimmed">
        {thread.labels.length === 0 ? words.noLabels : words.labelsAbout}
      </Text>
      {thread.labels.length > 0 && (
        <ul className={styles.chips}>
          {thread.labels.map((label) => (
            <li key={label}>
              {label}
              <button
                type="button"
                aria-label={words.removeLabel(label)}
                onClick={() => set.mutate(thread.labels.filter((one) => one !== label))}
              >
                <CloseIcon size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.addLabel}>
        <TextInput
          aria-label={words.addLabel}
          placeholder={words.addLabel}
          value={text}
          maxLength={60}
          list="known-labels"
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
          error={set.isError ? say(set.error) : undefined}
        />
        <datalist id="known-labels">
          {all
            .filter((one) => !thread.labels.includes(one))
            .map((one) => (
              <option key={one} value={one} />
            ))}
        </datalist>
        <Button type="submit" loading={set.isPending} disabled={text.trim() === ''}>
          {words.add}
        </Button>
      </div>
    </form>
  );
}
