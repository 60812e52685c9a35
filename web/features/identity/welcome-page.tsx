import { Button, Skeleton, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Me } from '#contract/identity.ts';
import { useWords } from '#web/lib/words.tsx';
import { Avatar } from '#web/ui/avatar.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { CellStep } from './cell-step.tsx';
import { ChecklistStep } from './checklist-step.tsx';
import { EmailStep } from './email-step.tsx';
import { useWaiting } from './use-waiting.ts';
import styles from './welcome.module.css';
import { identityWords } from './words.ts';

/** The first run: what makes an account whole, ticked off as it happens, in whatever tab or inbox it happens. */
export function WelcomePage({ me }: { me: Me }) {
  const words = useWords(identityWords);
  const waiting = useWaiting();
  const { cellVerified, emailVerified, picture } = me.line;
  const done = [cellVerified, emailVerified, picture !== null].filter(Boolean).length;
  return (
    <div className={styles.page}>
      <Title order={1}>{words.welcomeTitle(me.line.name)}</Title>
      <Text c="dimmed" mt={8}>
        {words.welcomeText}
      </Text>
      <div className={styles.progress}>
        <progress value={done} max={3} aria-label={words.progress(done, 3)} />
        <span aria-hidden="true">{words.progress(done, 3)}</span>
      </div>
      {waiting.isError && (
        <LoadFailed error={waiting.error} onRetry={() => void waiting.refetch()} retrying={waiting.isFetching} />
      )}
      <ol className={styles.steps}>
        <ChecklistStep title={words.stepCell} done={cellVerified} doneText={words.stepCellDone}>
          {waiting.data === undefined ? <Skeleton height={150} /> : <CellStep waiting={waiting.data.cell.waiting} />}
        </ChecklistStep>
        <ChecklistStep title={words.stepEmail} done={emailVerified} doneText={words.stepEmailDone}>
          {waiting.data === undefined ? <Skeleton height={110} /> : <EmailStep waiting={waiting.data.email.waiting} />}
        </ChecklistStep>
        <ChecklistStep title={words.stepPicture} done={picture !== null} doneText={words.stepPictureDone}>
          <div className={styles.row}>
            <Avatar id={me.line.id} name={me.line.name} picture={picture} size={48} />
            <Text size="sm" c="dimmed">
              {words.stepPictureText}
            </Text>
          </div>
          <Button variant="default" mt="md" renderRoot={(props) => <Link to="/settings" hash="picture" {...props} />}>
            {words.choosePicture}
          </Button>
        </ChecklistStep>
      </ol>
      <Button
        variant={done === 3 ? 'filled' : 'default'}
        size="md"
        renderRoot={(props) => <Link to="/settings" {...props} />}
      >
        {words.openSettings}
      </Button>
    </div>
  );
}
