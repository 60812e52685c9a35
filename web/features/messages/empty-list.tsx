import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useMe, useStart } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import styles from '#web/ui/panes.module.css';
import { inboxWords } from './inbox-words.ts';
import type { InboxFilter } from './use-inbox.ts';

interface EmptyListProps {
  readonly filter: InboxFilter;
  readonly onShowAll: () => void;
}

/** Nothing to list: why, and the one next step. */
export function EmptyList({ filter, onShowAll }: EmptyListProps) {
  const words = useWords(inboxWords);
  if (filter.search === undefined && filter.show === undefined && filter.label === undefined) return <FirstText />;
  const [title, hint] =
    filter.search !== undefined
      ? [words.noneFound(filter.search), words.noneFoundHint]
      : filter.show === 'unread'
        ? [words.noneUnread, undefined]
        : filter.show === 'starred'
          ? [words.noneStarred, words.noneStarredHint]
          : [words.noneLabelled, undefined];
  return (
    <div className={styles.empty} role="status">
      <Text fw={600}>{title}</Text>
      {hint !== undefined && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      <Button variant="default" size="sm" onClick={onShowAll}>
        {words.showAll}
      </Button>
    </div>
  );
}

/** The first run: how a first text comes about. */
function FirstText() {
  const words = useWords(inboxWords);
  const { region } = usePlace();
  const handsets = useStart()?.handsets === true;
  const number = useMe()?.line.number ?? null;
  const shown = number === null ? undefined : formatNumber(number, region);
  const sandbox = shown === undefined ? words.firstTextNoNumber : words.firstText(shown);
  const real = shown === undefined ? undefined : words.firstRealText(shown);
  return (
    <div className={styles.empty}>
      <Text fw={600}>{handsets ? words.firstTitle : words.firstReal}</Text>
      <Text size="sm" c="dimmed">
        {handsets ? sandbox : real}
      </Text>
      {handsets ? (
        <Button component={Link} to="/phone" target="_blank" size="sm">
          {words.openHandsets}
        </Button>
      ) : (
        <Button component={Link} to="/inbox/new" size="sm">
          {words.writeFirst}
        </Button>
      )}
    </div>
  );
}
