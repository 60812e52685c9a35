import { Button, Skeleton, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SessionCard, security } from '#contract/security.ts';
import { call } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import { useArrived } from '#web/ui/use-arrived.ts';
import { Archives } from './archives-card.tsx';
import styles from './company.module.css';
import { securityWords } from './security-words.ts';
import { Trail } from './trail.tsx';

/** The security section of My Settings. */
export function SecuritySection() {
  const words = useWords(securityWords);
  return (
    <>
      <SessionsCard />
      <TimelineCard />
      <SettingsCard id="your-data" level={3} title={words.archive} description={words.archiveAbout}>
        <Archives of="line" />
      </SettingsCard>
    </>
  );
}

const sessionsKey = ['settings', 'sessions'] as const;

function SessionsCard() {
  const words = useWords(securityWords);
  const say = useRefusalWords();
  const queries = useQueryClient();
  const { saved, markSaved } = useSaved();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => call(security.sessions, { signal }),
  });
  const end = useMutation({
    mutationFn: (id: string | undefined) =>
      id === undefined ? call(security.endOtherSessions, {}) : call(security.endSession, { params: { id } }),
    onSuccess: (reply) => {
      queries.setQueryData(sessionsKey, reply);
      markSaved();
    },
  });
  return (
    <SettingsCard id="sessions" level={3} title={words.sessions} description={words.sessionsAbout}>
      {data === undefined && error === null && <Skeleton height={64} />}
      {data === undefined && error !== null && (
        <LoadFailed error={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data !== undefined && (
        <ul className={styles.rows}>
          {data.map((one) => (
            <SessionRow
              key={one.id}
              session={one}
              ending={end.isPending && end.variables === one.id}
              onEnd={() => end.mutate(one.id)}
            />
          ))}
        </ul>
      )}
      <FieldError>{end.error === null ? undefined : say(end.error)}</FieldError>
      <div className={styles.actions}>
        {data !== undefined && data.length > 1 && (
          <Button
            variant="default"
            loading={end.isPending && end.variables === undefined}
            onClick={() => end.mutate(undefined)}
          >
            {words.endOthers}
          </Button>
        )}
        {data?.length === 1 && (
          <Text size="sm" c="dimmed">
            {words.onlyThis}
          </Text>
        )}
        <SaveState saved={saved} label={words.ended} />
      </div>
    </SettingsCard>
  );
}

function SessionRow({ session, ending, onEnd }: { session: SessionCard; ending: boolean; onEnd: () => void }) {
  const words = useWords(securityWords);
  const device = session.device === '' ? words.unknownDevice : session.device;
  return (
    <li className={styles.numberRow}>
      <div className={styles.who}>
        <div>
          <span className={styles.name}>{device}</span>{' '}
          {session.current && <span className={styles.mark}>{words.thisOne}</span>}
        </div>
        <div className={styles.facts}>
          <span className="tabular">{session.ip}</span>
          {session.network === 'this-machine' && <span>{words.thisMachine}</span>}
          {session.network === 'private' && <span>{words.privateNetwork}</span>}
          <span>
            {words.lastSeen} <RelativeTime at={session.lastSeenAt} />
          </span>
        </div>
      </div>
      {!session.current && (
        <Button variant="default" size="xs" loading={ending} aria-label={words.endOf(device)} onClick={onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  );
}

function TimelineCard() {
  const words = useWords(securityWords);
  const found = useInfiniteQuery({
    queryKey: ['settings', 'timeline'],
    queryFn: ({ pageParam, signal }) =>
      call(security.timeline, { query: pageParam === null ? {} : { before: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.before,
  });
  const arrived = useArrived(found.data);
  const entries = arrived ? found.data?.pages.flatMap((page) => page.entries) : undefined;
  return (
    <SettingsCard id="timeline" level={3} title={words.timeline} description={words.timelineAbout}>
      {entries === undefined && found.error === null && <Skeleton height={240} />}
      {entries === undefined && found.error !== null && (
        <LoadFailed error={found.error} onRetry={() => void found.refetch()} retrying={found.isFetching} />
      )}
      {entries !== undefined && <Trail entries={entries} />}
      {found.hasNextPage && (
        <div className={styles.actions}>
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {words.older}
          </Button>
        </div>
      )}
    </SettingsCard>
  );
}
