import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useStart } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import { identityWords } from './words.ts';

/** Where a text can be read while no phone network is connected. `number` opens that number's handset. */
export function HandsetHint({ number }: { number?: string }) {
  const words = useWords(identityWords);
  if (useStart()?.handsets !== true) return null;
  return (
    <Text size="sm" c="dimmed">
      {words.handsetHint}{' '}
      <Anchor
        inherit
        underline="always"
        renderRoot={(props) => <Link to="/phone" search={number === undefined ? {} : { handset: number }} {...props} />}
      >
        {number === undefined ? words.handsetLinkAny : words.handsetLink}
      </Anchor>
    </Text>
  );
}

/** Where a mail can be read while no mail server is connected. */
export function MailboxHint() {
  const words = useWords(identityWords);
  if (useStart()?.mailbox !== true) return null;
  return (
    <Text size="sm" c="dimmed">
      {words.mailboxHint}{' '}
      <Anchor inherit underline="always" renderRoot={(props) => <Link to="/mailbox" {...props} />}>
        {words.mailboxLink}
      </Anchor>
    </Text>
  );
}
