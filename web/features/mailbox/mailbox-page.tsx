import { Button, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { Language } from '#contract/identity.ts';
import { LanguageProvider, useLanguage, useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { MailList } from './mail-list.tsx';
import { MailView } from './mail-view.tsx';
import styles from './mailbox.module.css';
import { useMails } from './use-mails.ts';
import { mailboxWords } from './words.ts';

export interface MailboxPageProps {
  /** The id of the mail to show; without `onSelect` only the first one to show. */
  readonly mail?: string | undefined;
  readonly onSelect?: (id: string | undefined) => void;
  /** The language around it, where it is not told. */
  readonly lang?: Language;
}

/** Everything that was mailed while no mail server is set. */
export function MailboxPage({ mail, onSelect, lang }: MailboxPageProps) {
  const around = useLanguage();
  const [own, setOwn] = useState(mail);
  return (
    <LanguageProvider value={lang ?? around}>
      <Mailbox selected={onSelect === undefined ? own : mail} onSelect={onSelect ?? setOwn} />
    </LanguageProvider>
  );
}

interface MailboxProps {
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

function Mailbox({ selected, onSelect }: MailboxProps) {
  const words = useWords(mailboxWords);
  const [address, setAddress] = useState('');
  const found = useMails();
  const all = found.data?.pages.flat() ?? [];
  const mails = all.filter((mail) => mail.to.toLowerCase().includes(address.trim().toLowerCase()));
  const isWide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? true;
  // Side by side the newest mail is open until one is chosen; on a small screen the list comes first.
  const shown = selected ?? (isWide ? mails[0]?.id : undefined);
  const showsList = isWide || shown === undefined;
  return (
    <Stack gap="md" maw={1080} mx="auto" w="100%">
      {showsList && <Heading />}
      {found.isPending && <Skeleton height={360} radius="lg" />}
      {found.isError && (
        <LoadFailed error={found.error} onRetry={() => void found.refetch()} retrying={found.isFetching} />
      )}
      {found.data !== undefined && (
        <div className={styles.panes}>
          {showsList && (
            <Stack gap="sm" className={styles.list}>
              {all.length === 0 && <Empty />}
              {all.length > 0 && (
                <TextInput
                  type="search"
                  label={words.filter}
                  placeholder={words.filterHint}
                  value={address}
                  onChange={(event) => setAddress(event.currentTarget.value)}
                />
              )}
              {all.length > 0 && mails.length === 0 && <Text c="dimmed">{words.nothingMatches}</Text>}
              <MailList mails={mails} selected={shown} onSelect={onSelect} />
              {found.hasNextPage && (
                <Button variant="default" onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
                  {words.older}
                </Button>
              )}
            </Stack>
          )}
          {shown !== undefined && (
            <MailView key={shown} id={shown} onBack={isWide ? undefined : () => onSelect(undefined)} />
          )}
        </div>
      )}
    </Stack>
  );
}

function Heading() {
  const words = useWords(mailboxWords);
  return (
    <div>
      <Title order={1}>{words.title}</Title>
      <Text c="dimmed" size="sm" mt={4}>
        {words.about}
      </Text>
    </div>
  );
}

function Empty() {
  const words = useWords(mailboxWords);
  return (
    <div className={styles.empty}>
      <Text fw={600}>{words.emptyTitle}</Text>
      <Text size="sm" c="dimmed">
        {words.emptyBody}
      </Text>
    </div>
  );
}
