import { Button, Group, Text, UnstyledButton } from '@mantine/core';
import type { HandsetCall } from '#contract/simulator-calls.ts';
import { keys } from '#contract/tones.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { callWords } from './call-words.ts';
import { HandsetDial } from './handset-dial.tsx';
import styles from './handset-phone.module.css';
import { useHandsetActs, useHandsetCalls, useHandsetSound } from './use-handset-call.ts';
import { useSimulatorRefusal } from './use-handsets.ts';

/** The telephone of a handset: dial, or what one does on the call it is on. */
export function HandsetPhone({ number }: { number: string }) {
  const words = useWords(callWords);
  const say = useSimulatorRefusal();
  const calls = useHandsetCalls(number);
  const acts = useHandsetActs(number);
  const call = calls.data?.call ?? null;
  const failure = [acts.dial, acts.answer, acts.decline, acts.hangUp, acts.clip, acts.keys].find((act) => act.isError);
  return (
    <section className={styles.box} aria-label={words.telephone}>
      {call === null ? (
        <HandsetDial busy={acts.dial.isPending} onDial={(to) => acts.dial.mutate(to)} />
      ) : (
        <OnCall number={number} call={call} acts={acts} />
      )}
      <FieldError>{failure === undefined ? undefined : say(failure.error)}</FieldError>
    </section>
  );
}

interface OnCallProps {
  readonly number: string;
  readonly call: HandsetCall;
  readonly acts: ReturnType<typeof useHandsetActs>;
}

function OnCall({ number, call, acts }: OnCallProps) {
  const words = useWords(callWords);
  const { region } = usePlace();
  const who = formatNumber(call.with, region);
  const connected = call.state === 'connected';
  // Who calls listens from the beginning: the other side speaks at once.
  const sound = useHandsetSound(number, call.state !== 'ringing');
  const says = { ringing: words.rings(who), calling: words.calls(who), connected: words.talks(who) }[call.state];
  return (
    <>
      <Text fw={600} role="status">
        {says}
      </Text>
      {connected && sound?.speaks === false && (
        <Text size="sm" c="dimmed">
          {words.noMicrophone}
        </Text>
      )}
      <Group gap="xs">
        {call.state === 'ringing' ? (
          <>
            <Button color="green.8" c="white" size="sm" onClick={() => acts.answer.mutate(undefined)}>
              {words.answer}
            </Button>
            <Button variant="outline" color="red" size="sm" onClick={() => acts.decline.mutate(undefined)}>
              {words.decline}
            </Button>
          </>
        ) : (
          <Button color="red.8" c="white" size="sm" onClick={() => acts.hangUp.mutate(undefined)}>
            {words.hangUp}
          </Button>
        )}
        {connected && (
          <Button variant="default" size="sm" onClick={() => acts.clip.mutate(undefined)}>
            {words.clip}
          </Button>
        )}
      </Group>
      {call.state === 'ringing' && (
        <Text size="sm" c="dimmed">
          {words.letRing}
        </Text>
      )}
      {connected && (
        <div className={styles.keys}>
          {keys.map((key) => (
            <UnstyledButton
              key={key}
              className={styles.key}
              aria-label={words.key(key)}
              onClick={() => acts.keys.mutate(key)}
            >
              {key}
            </UnstyledButton>
          ))}
        </div>
      )}
    </>
  );
}
