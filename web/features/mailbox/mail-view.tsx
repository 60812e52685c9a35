import { Button, SegmentedControl, Skeleton, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { commonErrors } from '#contract/endpoint.ts';
import type { MailboxMail } from '#contract/mailbox.ts';
import { Refusal } from '#web/lib/api.ts';
import { exactTime } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { BackIcon } from '#web/ui/more-icons.tsx';
import { linksIn } from './links-in.ts';
import styles from './mailbox.module.css';
import { useMail } from './use-mails.ts';
import { mailboxWords } from './words.ts';

interface MailViewProps {
  readonly id: string;
  /** Where the list is not beside it: the way back there. */
  readonly onBack: (() => void) | undefined;
}

/** One mail, opened. */
export function MailView({ id, onBack }: MailViewProps) {
  const words = useWords(mailboxWords);
  const found = useMail(id);
  const isGone = found.error instanceof Refusal && found.error.code === commonErrors.notFound.code;
  return (
    <div className={styles.view}>
      {onBack && (
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<BackIcon size={18} />}
          onClick={onBack}
          className={styles.back}
        >
          {words.back}
        </Button>
      )}
      {found.isPending && <Skeleton height={360} radius="lg" />}
      {isGone && (
        <Message kind="warning" title={words.goneTitle}>
          {words.goneBody}
        </Message>
      )}
      {found.isError && !isGone && (
        <LoadFailed error={found.error} onRetry={() => void found.refetch()} retrying={found.isFetching} />
      )}
      {found.data && <OpenMail mail={found.data} />}
    </div>
  );
}

function OpenMail({ mail }: { mail: MailboxMail }) {
  const words = useWords(mailboxWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const [view, setView] = useState('html');
  return (
    <article className={styles.open} aria-label={words.frame(mail.subject)}>
      <header className={styles.top}>
        <Title order={2}>{mail.subject}</Title>
        <Text size="sm" c="dimmed" className={styles.address}>
          {words.to(mail.to)}
        </Text>
        <Text size="sm" c="dimmed" component="time" dateTime={mail.at}>
          {exactTime(mail.at, language, timeZone)}
        </Text>
        <SegmentedControl
          size="sm"
          aria-label={words.view}
          value={view}
          onChange={setView}
          data={[
            { value: 'html', label: words.viewHtml },
            { value: 'text', label: words.viewText },
          ]}
        />
      </header>
      {view === 'html' ? (
        // No scripts, no origin: a mail may look, not act. Links leave the sandbox in a tab of their own.
        <iframe
          className={styles.frame}
          title={words.frame(mail.subject)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={`<base target="_blank">${mail.html}`}
        />
      ) : (
        <PlainText text={mail.text} />
      )}
    </article>
  );
}

function PlainText({ text }: { text: string }) {
  return (
    <div className={styles.text}>
      {linksIn(text).map(({ at, part, isLink }) =>
        isLink ? (
          <a key={at} href={part} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  );
}
