import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { dayOf } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { TimeLeft } from '#web/ui/countdown.tsx';
import styles from './deletion-banner.module.css';
import { deletionWords } from './deletion-words.ts';
import { useDeletion, useKeepCompany } from './use-deletion.ts';

/** Over every page of an admin while a deletion is planned: until when, and the button that stops it. */
export function DeletionBanner() {
  const words = useWords(deletionWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const { data } = useDeletion();
  const keep = useKeepCompany();
  if (!data?.allowed || data.planned === null) return null;
  return (
    <div className={styles.banner} role="status">
      <span>
        {words.planned(data.company, dayOf(data.planned.dueAt, language, timeZone))}{' '}
        {!data.planned.begun && <TimeLeft until={data.planned.dueAt} />}
      </span>
      <span className={styles.buttons}>
        <Button
          variant="default"
          size="xs"
          renderRoot={(props) => <Link to="/settings" hash="delete-account" {...props} />}
        >
          {words.look}
        </Button>
        {!data.planned.begun && (
          <Button size="xs" loading={keep.isPending} onClick={() => keep.mutate()}>
            {words.keep}
          </Button>
        )}
      </span>
    </div>
  );
}
