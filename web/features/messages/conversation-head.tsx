import { Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Thread } from '#contract/messages.ts';
import { useWords } from '#web/lib/words.tsx';
import { type CallPart, CallSlot } from '#web/ui/call-part.tsx';
import { BackIcon, MoreIcon, StarIcon } from '#web/ui/more-icons.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { PopMenu } from '#web/ui/pop-menu.tsx';
import styles from './conversation.module.css';
import { Face } from './face.tsx';
import { inboxWords } from './inbox-words.ts';
import { LabelsDialog } from './labels-dialog.tsx';
import { useMarkRead, useStar } from './use-inbox.ts';

interface ConversationHeadProps {
  readonly thread: Thread;
  readonly title: string;
  readonly onDelete: () => void;
  readonly onBack: () => void;
  /** Calls whom the conversation is with. */
  readonly call: CallPart;
}

/** Whom the conversation is with, and what can be done to it as a whole. */
export function ConversationHead({ thread, title, onDelete, onBack, call }: ConversationHeadProps) {
  const words = useWords(inboxWords);
  const navigate = useNavigate();
  const star = useStar(thread);
  const markRead = useMarkRead(thread);
  const other = thread.kind === 'direct' ? thread.members[0] : undefined;
  const [labelling, setLabelling] = useState(false);
  // Unread again means "later": the conversation closes, or looking at it would read it at once.
  const markUnread = async () => {
    await navigate({ to: '/inbox', search: true });
    markRead.mutate(false);
  };
  return (
    <header className={styles.head}>
      <button type="button" className={styles.back} aria-label={words.back} onClick={onBack}>
        <BackIcon />
      </button>
      <Face thread={thread} size={36} />
      <div className={styles.headText}>
        <Title order={1} className={styles.title} title={title}>
          {title}
        </Title>
        <p className={styles.subtitle}>
          <Subtitle thread={thread} />
          {thread.labels.map((label) => (
            <span key={label} className={styles.label}>
              {label}
            </span>
          ))}
        </p>
      </div>
      {other !== undefined && <CallSlot part={call} number={other.number} who={title} look="icon" />}
      <button
        type="button"
        className={styles.headButton}
        aria-label={words.star}
        aria-pressed={thread.starred}
        title={thread.starred ? words.unstar : words.star}
        onClick={() => star.mutate(!thread.starred)}
      >
        <StarIcon filled={thread.starred} />
      </button>
      <PopMenu
        label={words.more}
        className={styles.headButton}
        items={[
          { label: words.markUnread, onSelect: () => void markUnread() },
          { label: words.labels, onSelect: () => setLabelling(true) },
          { label: words.deleteThread, onSelect: onDelete, danger: true },
        ]}
      >
        <MoreIcon />
      </PopMenu>
      <LabelsDialog thread={thread} open={labelling} onClose={() => setLabelling(false)} />
    </header>
  );
}

function Subtitle({ thread }: { thread: Thread }) {
  const words = useWords(inboxWords);
  const [member] = thread.members;
  if (thread.kind !== 'direct' || member === undefined)
    return thread.members.length > 1 ? words.people(thread.members.length) : null;
  return member.name === null ? null : <PhoneNumber number={member.number} />;
}
