import { Text, UnstyledButton } from '@mantine/core';
import type { MailHead } from '#contract/mailbox.ts';
import { useWords } from '#web/lib/words.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import styles from './mailbox.module.css';
import { mailboxWords } from './words.ts';

interface MailListProps {
  readonly mails: readonly MailHead[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** Mails by subject and address, newest first. */
export function MailList({ mails, selected, onSelect }: MailListProps) {
  const words = useWords(mailboxWords);
  if (mails.length === 0) return null;
  return (
    <nav aria-label={words.list}>
      <ul className={styles.mails}>
        {mails.map((mail) => (
          <li key={mail.id}>
            <UnstyledButton
              className={styles.mail}
              aria-current={mail.id === selected}
              onClick={() => onSelect(mail.id)}
            >
              <Text component="span" fw={600} className={styles.subject}>
                {mail.subject}
              </Text>
              <span className={styles.mailLine}>
                <Text component="span" size="sm" c="dimmed" truncate="end">
                  {words.to(mail.to)}
                </Text>
                <Text component="span" size="sm" c="dimmed" className={styles.when}>
                  <RelativeTime at={mail.at} />
                </Text>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </nav>
  );
}
