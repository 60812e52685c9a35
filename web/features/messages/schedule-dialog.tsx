import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Draft, messageErrors, messages } from '#contract/messages.ts';
import { call, Refusal } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { wallTime, zoneName } from '#web/lib/wall-time.ts';
import { useWords } from '#web/lib/words.tsx';
import { useAfterMount } from '#web/ui/use-after-mount.ts';
import styles from './composer.module.css';
import { composerWords } from './composer-words.ts';
import { usualTimes } from './schedule-times.ts';

interface ScheduleDialogProps {
  readonly timeZone: string;
  readonly at: string | null;
  readonly draft: Draft;
  readonly onClose: () => void;
  readonly onTime: (at: string) => void;
}

/** About the time itself; whatever else is wrong with the text is said where it is written. */
const aboutTime: ReadonlySet<string> = new Set([
  messageErrors.past.code,
  messageErrors.tooFar.code,
  messageErrors.skippedHour.code,
]);

/** Chooses when a text goes out, in the line's own time zone. The server is asked whether that time exists. */
export function ScheduleDialog({ timeZone, at, draft, onClose, onTime }: ScheduleDialogProps) {
  const words = useWords(composerWords);
  const say = useRefusalWords();
  const shown = useAfterMount(true);
  const [usual] = useState(() => usualTimes(new Date(), timeZone));
  const [value, setValue] = useState(at ?? usual.tomorrow);
  const check = useMutation({
    mutationFn: async (local: string) => {
      const preview = await call(messages.preview, { body: { ...draft, sendAt: { local, timeZone } } });
      const { refusal } = preview;
      if (refusal !== null && aboutTime.has(refusal.code))
        throw new Refusal(refusal.code, 422, refusal.message, undefined, refusal.detail);
    },
  });
  const set = (local: string) =>
    check.mutate(local, {
      onSuccess: () => done(local),
      // Without recipients or text there is more to say, but not here.
      onError: (error) => error instanceof Refusal && error.status === 422 && !aboutTime.has(error.code) && done(local),
    });
  const done = (local: string) => {
    onTime(local);
    onClose();
  };
  const failed = check.error instanceof Refusal && (aboutTime.has(check.error.code) || check.error.status !== 422);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog hangs in the tree of the composer's form: without this, choosing a time would send the text at once.
    event.stopPropagation();
    if (value !== '') set(value);
  };
  return (
    <Modal
      opened={shown}
      onClose={onClose}
      title={words.scheduleTitle}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <form onSubmit={submit} className={styles.schedule}>
        <div className={styles.usual}>
          {(
            [
              [words.inAnHour, usual.inAnHour],
              [words.tomorrowMorning, usual.tomorrow],
              [words.nextMonday, usual.monday],
            ] as const
          ).map(([label, local]) => (
            <Button key={label} variant="default" size="xs" onClick={() => set(local)}>
              {label}
            </Button>
          ))}
        </div>
        <TextInput
          type="datetime-local"
          label={words.scheduleWhen}
          description={words.scheduleZone(zoneName(timeZone))}
          value={value}
          min={wallTime(new Date(), timeZone)}
          onChange={(event) => {
            setValue(event.currentTarget.value);
            check.reset();
          }}
          error={failed ? say(check.error) : undefined}
          data-autofocus
        />
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" disabled={value === ''} loading={check.isPending}>
            {words.scheduleSet}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
