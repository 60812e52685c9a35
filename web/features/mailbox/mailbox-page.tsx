import { Skeleton, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { Language } from '#contract/identity.ts';
import type { MailHead } from '#contract/mailbox.ts';
import { LanguageProvider, useLanguage, useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import { MailReader } from './mail-reader.tsx';
import styles from './mailbox.module.css';
import { useMails } from './use-mails.ts';
import { mailboxWords } from './words.ts';

/** What was mailed while no mail server is set. `lang`: the language around it, where it is not told. */
export function MailboxPage({ lang }: { readonly lang?: Language }) {
  const around = useLanguage();
  return (
    <LanguageProvider value={lang ?? around}>
      <Mailbox />
    </LanguageProvider>
  );
}

function Mailbox() {
  const words = useWords(mailboxWords);
  const mails = useMails();
  const [chosen, setChosen] = useState<string>();
  const isWide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? true;
  const showsList = isWide || chosen === undefined;
  return (
    <Stack gap="md" maw={960} mx="auto" w="100%">
      {showsList && (
        <div>
          <Title order={1}>{words.title}</Title>
          <Text c="dimmed" size="sm" mt={4}>
            {words.about}
          </Text>
        </div>
      )}
      {mails.isPending && <Skeleton height={320} radius="lg" />}
      {mails.isError && (
        <LoadFailed error={mails.error} onRetry={() => void mails.refetch()} retrying={mails.isFetching} />
      )}
      {mails.data?.length === 0 && (
        <div className={styles.empty}>
          <Text fw={600}>{words.emptyTitle}</Text>
          <Text size="sm" c="dimmed">
            {words.emptyBody}
          </Text>
        </div>
      )}
      {mails.data !== undefined && mails.data.length > 0 && (
        <div className={styles.panes}>
          {showsList && <MailList mails={mails.data} chosen={chosen} onChoose={setChosen} />}
          {chosen !== undefined ? (
            <MailReader key={chosen} id={chosen} onBack={isWide ? undefined : () => setChosen(undefined)} />
          ) : (
            isWide && <Text c="dimmed">{words.choose}</Text>
          )}
        </div>
      )}
    </Stack>
  );
}

interface MailListProps {
  readonly mails: readonly MailHead[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

function MailList({ mails, chosen, onChoose }: MailListProps) {
  const words = useWords(mailboxWords);
  return (
    <nav aria-label={words.list}>
      <ul className={styles.mails}>
        {mails.map((mail) => (
          <li key={mail.id}>
            <UnstyledButton className={styles.head} aria-current={mail.id === chosen} onClick={() => onChoose(mail.id)}>
              <Text component="span" display="block" fw={550}>
                {mail.subject}
              </Text>
              <Text component="span" display="block" size="sm" c="dimmed" className={styles.whole}>
                {words.to(mail.to)}
              </Text>
              <Text component="span" display="block" size="xs" c="dimmed">
                <RelativeTime at={mail.at} />
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </nav>
  );
}
