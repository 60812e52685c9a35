import { Button, Text } from '@mantine/core';
import type { Scheduled } from '#contract/messages.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { listFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { wallTime } from '#web/lib/wall-time.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { ClockIcon } from '#web/ui/more-icons.tsx';
import type { Undoable } from '#web/ui/undo-note.tsx';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';
import { emptyDraft, keepDraft } from './drafts.ts';
import type { Recipient } from './recipients.ts';
import { scheduledWords } from './scheduled-words.ts';
import { momentWords } from './short-time.ts';
import { useCancelScheduled } from './use-scheduled.ts';
import { titleOf } from './who.ts';

interface ScheduledTextProps {
  readonly scheduled: Scheduled;
  readonly lineId: string;
  /** Where it is edited: its conversation, or `new`. */
  readonly place: string;
  readonly showsTo?: boolean;
  readonly onEdit: () => void;
  readonly onTell: (done: Undoable) => void;
}

/** A text that waits for its time, or could not be sent when it came. */
export function ScheduledText({ scheduled, lineId, place, showsTo = false, onEdit, onTell }: ScheduledTextProps) {
  const words = useWords(conversationWords);
  const page = useWords(scheduledWords);
  const language = useLanguage();
  const say = useRefusalWords();
  const { region, timeZone } = usePlace();
  const cancel = useCancelScheduled();
  const time = momentWords(scheduled.sendAt, language, timeZone);
  const list = listFormat(localeOf(language), { type: 'conjunction' });
  const edit = () => {
    keepDraft(lineId, place, {
      ...emptyDraft,
      text: scheduled.text,
      to: recipientsOf(scheduled),
      media: scheduled.media,
      at: wallTime(new Date(scheduled.sendAt), timeZone ?? 'UTC'),
      // Its signature is in its text already.
      signed: false,
      scheduledId: scheduled.id,
    });
    onEdit();
  };
  return (
    <article className={styles.scheduledText} data-refused={scheduled.state === 'refused' || undefined}>
      <p className={styles.scheduledWhen}>
        <ClockIcon size={16} />
        {scheduled.state === 'refused' ? words.scheduledRefused(time) : words.scheduledFor(time)}
      </p>
      {showsTo && (
        <Text size="sm" c="dimmed">
          {page.to(titleOf(scheduled.to, region, list))}
        </Text>
      )}
      <p className={styles.text} dir="auto">
        {scheduled.text}
      </p>
      {scheduled.state === 'refused' && scheduled.why !== null && <p className={styles.caution}>{scheduled.why}</p>}
      <div className={styles.progressActions}>
        <Button variant="default" size="compact-sm" onClick={edit}>
          {words.edit}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(scheduled.id, { onSuccess: () => onTell({ what: words.cancelled }) })}
        >
          {words.cancelScheduled}
        </Button>
      </div>
      <FieldError>{cancel.isError ? say(cancel.error) : undefined}</FieldError>
    </article>
  );
}

const recipientsOf = ({ to }: Scheduled): Recipient[] => [
  ...to.groups.map(({ id, name }) => ({ kind: 'group' as const, id, name, size: 0 })),
  ...to.members.map(({ contactId, name, number }) =>
    contactId === null
      ? { kind: 'number' as const, number }
      : { kind: 'contact' as const, id: contactId, name: name ?? '', number },
  ),
];
