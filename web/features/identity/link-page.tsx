import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { LinkView } from '#contract/identity.ts';
import { Refusal } from '#web/lib/api.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { exactTime } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { Panel } from '#web/ui/panel.tsx';
import { linkWords } from './link-words.ts';
import { useLinkView, useToken, useUseLink } from './use-link.ts';
import { identityWords } from './words.ts';

/** Opened from a mail or a text: shows what its button does. Opening the page changes nothing. */
export function LinkPage() {
  const words = useWords(identityWords);
  const token = useToken();
  const view = useLinkView(token);
  if (token.length < 20) return <Panel title={words.linkNoneTitle} intro={words.linkNone} />;
  if (view.error instanceof Refusal && view.error.code === 'identity.link_dead') return <DeadLink />;
  if (view.error !== null)
    return <LoadFailed error={view.error} onRetry={() => void view.refetch()} retrying={view.isFetching} />;
  if (view.data === undefined) return <Skeleton height={280} radius="lg" aria-label={words.linkLoading} />;
  return <LinkAction key={token} token={token} view={view.data} />;
}

function DeadLink() {
  const words = useWords(identityWords);
  return (
    <Panel title={words.linkDeadTitle} intro={words.linkDead}>
      <Button variant="default" fullWidth renderRoot={(props) => <Link to="/settings" {...props} />}>
        {words.openSettings}
      </Button>
    </Panel>
  );
}

function LinkAction({ token, view }: { token: string; view: LinkView }) {
  const words = useWords(identityWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const use = useUseLink(token);
  const told = linkWords(words, {
    ...view,
    newValue: formatNumber(view.newValue, region),
    oldValue: view.oldValue === null ? null : formatNumber(view.oldValue, region),
  });
  if (use.isSuccess) return <Done does={use.data.done} />;
  if (use.error instanceof Refusal && use.error.code === 'identity.link_dead') return <DeadLink />;
  return (
    <Panel title={told.title} intro={told.what}>
      <Stack gap="md">
        {told.more !== undefined && <Text size="sm">{told.more}</Text>}
        <LinkTimes view={view} />
        {use.isError && (
          <Message kind="bad" role="alert">
            {say(use.error)}
          </Message>
        )}
        <Button size="md" fullWidth loading={use.isPending} onClick={() => use.mutate(view.does)}>
          {told.button}
        </Button>
        {told.after !== undefined && (
          <Text size="sm" c="dimmed">
            {told.after}
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

function LinkTimes({ view }: { view: LinkView }) {
  const words = useWords(identityWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  return (
    <Text size="sm" c="dimmed">
      {words.asked(exactTime(view.proposedAt, language, timeZone))}
      <br />
      {words.goodUntil(exactTime(view.goodUntil, language, timeZone))}
    </Text>
  );
}

function Done({ does }: { does: LinkView['does'] }) {
  const words = useWords(identityWords);
  const told = {
    'confirm-email': [words.confirmDoneTitle, words.confirmDone],
    'cancel-change': [words.cancelDoneTitle, words.cancelDone],
    'undo-change': [words.undoDoneTitle, words.undoDone],
  }[does];
  return (
    <Panel title={told[0] ?? ''} intro={<span role="status">{told[1]}</span>}>
      {does === 'confirm-email' ? (
        <Button fullWidth renderRoot={(props) => <Link to="/settings" hash="email" {...props} />}>
          {words.openSettings}
        </Button>
      ) : (
        <Button fullWidth renderRoot={(props) => <Link to="/forgot" {...props} />}>
          {words.resetPassword}
        </Button>
      )}
    </Panel>
  );
}
