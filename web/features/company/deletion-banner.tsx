import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReplyOf } from '#contract/endpoint.ts';
import type { plannedDeletion } from '#contract/planned-deletion.ts';
import { dayOf } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { TimeLeft } from '#web/ui/countdown.tsx';
import styles from './deletion-banner.module.css';
import { deletionWords } from './deletion-words.ts';
import { useKeepCompany } from './use-deletion.ts';

type Planned = NonNullable<ReplyOf<typeof plannedDeletion>['planned']>;

/** Over every page of an admin while a deletion is planned: until when, and the button that stops it. */
export function DeletionBanner({ company, planned }: { company: string; planned: Planned }) {
  const words = useWords(deletionWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const keep = useKeepCompany();
  return (
    <div className={styles.banner} role="status">
      <span>
        {words.planned(company, dayOf(planned.dueAt, language, timeZone))}{' '}
        {!planned.begun && <TimeLeft until={planned.dueAt} say={words.left} />}
      </span>
      <span className={styles.buttons}>
        <Button
          variant="default"
          size="xs"
          renderRoot={(props) => <Link to="/settings" hash="delete-account" {...props} />}
        >
          {words.look}
        </Button>
        {!planned.begun && (
          <Button size="xs" loading={keep.isPending} onClick={() => keep.mutate()}>
            {words.keep}
          </Button>
        )}
      </span>
    </div>
  );
}
