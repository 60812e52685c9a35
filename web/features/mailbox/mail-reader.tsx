import { Anchor, Button, Skeleton, Text, Title } from '@mantine/core';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import styles from './mailbox.module.css';
import { useMail } from './use-mails.ts';
import { mailboxWords } from './words.ts';

/** One mail as text. Its links can be followed; nothing in it can run. */
export function MailReader({ id, onBack }: { id: string; onBack: (() => void) | undefined }) {
  const words = useWords(mailboxWords);
  const mail = useMail(id);
  return (
    <article className={styles.mail} aria-labelledby="mail-subject">
      {onBack && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onBack} mb="sm">
          {words.back}
        </Button>
      )}
      {mail.isPending && <Skeleton height={240} />}
      {mail.isError && <LoadFailed error={mail.error} onRetry={() => void mail.refetch()} retrying={mail.isFetching} />}
      {mail.data && (
        <>
          <Title order={2} size="h3" id="mail-subject">
            {mail.data.subject}
          </Title>
          <Text size="sm" c="dimmed" mt={4} mb="md" className={styles.whole}>
            {words.to(mail.data.to)} · <RelativeTime at={mail.data.at} />
          </Text>
          <div className={styles.words}>{linked(mail.data.text)}</div>
        </>
      )}
    </article>
  );
}

const address = /(https?:\/\/[^\s<>"]+)/;

function linked(text: string) {
  let place = 0;
  return text.split(address).map((part) => {
    // Parts have no name but their place, and a mail never changes.
    const key = place++;
    if (!address.test(part)) return part;
    return (
      <Anchor key={key} href={part} target="_blank" rel="noreferrer" inherit underline="always">
        {part}
      </Anchor>
    );
  });
}
