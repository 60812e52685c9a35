import { Skeleton, Text, Title } from '@mantine/core';
import type { Me } from '#contract/identity.ts';
import { may } from '#contract/policy.ts';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import styles from './company.module.css';
import { Invitations } from './invitations.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { LineRow } from './line-row.tsx';
import { useLines } from './use-lines.ts';
import { lineWords } from './words.ts';

/** Everybody with a line at the company; for admins, how they come, what they may do, and how they go. */
export function LinesPage({ me }: { me: Me }) {
  const words = useWords(lineWords);
  const manages = may(me.line.roles, 'manage_lines');
  const { data, error, isFetching, refetch } = useLines();
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <div>
          <Title order={1}>{manages ? words.manageTitle : words.title}</Title>
          <p>{manages ? words.aboutManage : words.about}</p>
        </div>
        {manages && <InviteDialog />}
      </div>
      {data === undefined && error !== null && (
        <LoadFailed error={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data === undefined && error === null && <Skeleton height={200} radius="lg" />}
      {data !== undefined && (
        <>
          <div>
            <ul className={styles.list}>
              {data.lines.map((line) => (
                <LineRow key={line.id} line={line} lines={data.lines} own={line.id === me.line.id} />
              ))}
            </ul>
            {manages && (
              <Text size="sm" c="dimmed" mt="xs" className="tabular">
                {data.allowance.most === null
                  ? words.used(data.allowance.used)
                  : words.usedOf(data.allowance.used, data.allowance.most)}
              </Text>
            )}
            {manages && data.lines.length === 1 && data.invitations.length === 0 && (
              <Text size="sm" mt="xs">
                {words.onlyYou}
              </Text>
            )}
          </div>
          {manages && <Invitations invitations={data.invitations} />}
        </>
      )}
    </div>
  );
}
