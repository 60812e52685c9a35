import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Call } from '#contract/voice.ts';
import { clock } from '#web/lib/format-time.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { Keypad } from './keypad.tsx';
import { MinutesOver } from './minutes-over.tsx';
import './refusals.ts';
import { type OpenSound, useCallSound } from './use-call-sound.ts';
import { useAcceptCall, useDeclineCall, useHangUpCall, useLiveCalls } from './use-calls.ts';
import { useRingback, useRingtone } from './use-ringtone.ts';
import { useUnanswered } from './use-unanswered.ts';
import { useWho } from './use-who.ts';
import styles from './voice.module.css';
import { reasons, voiceWords } from './words.ts';

/** The line's phone in every open tab: who calls, and the call that this tab is on. The first to answer has it, the others stop. */
export function BrowserPhone({ rings }: { rings: boolean }) {
  const words = useWords(voiceWords);
  const calls = useLiveCalls();
  const [mine, setMine] = useState<string>();
  const incoming = calls.filter((one) => one.incoming && one.browser === 'ringing' && one.state === 'ringing');
  const current = calls.find((one) => one.browser === 'on');
  useRingtone(rings && incoming.length > 0 && current === undefined);
  // A call that this tab has just placed, or answered, is this tab's; one of another tab can be fetched here.
  const isHere =
    current !== undefined && (current.id === mine || (mine === undefined && !current.incoming && document.hasFocus()));
  useRingback(isHere && current !== undefined && !current.incoming && current.state === 'ringing');
  const unanswered = useUnanswered();
  // On the cell it is only told of what is about to happen to it.
  const ending = calls.filter((one) => one.endsAt !== null && one.browser !== 'on' && one.state === 'connected');
  const rest = incoming.length === 0 && ending.length === 0 && current === undefined;
  if (rest && unanswered.call === undefined) return null;
  return (
    <section className={styles.phone} aria-label={words.phone}>
      {ending.map(
        (one) =>
          one.endsAt !== null && (
            <div key={one.id} className={styles.panel} role="status">
              <MinutesOver call={one} endsAt={one.endsAt} />
            </div>
          ),
      )}
      {current !== undefined && <CurrentCall call={current} here={isHere} onHere={() => setMine(current.id)} />}
      {unanswered.call !== undefined && <Unanswered call={unanswered.call} onClose={unanswered.close} />}
      {current === undefined &&
        incoming.map((one) => <Incoming key={one.id} call={one} onAnswered={() => setMine(one.id)} />)}
    </section>
  );
}

function Incoming({ call, onAnswered }: { call: Call; onAnswered: () => void }) {
  const words = useWords(voiceWords);
  const say = useRefusalWords();
  const who = useWho()(call);
  const accept = useAcceptCall(onAnswered);
  const decline = useDeclineCall();
  const failure = accept.error ?? decline.error;
  return (
    <div className={styles.panel} role="alert">
      <div>
        <Text fw={650}>{words.incomingFrom(who)}</Text>
        {call.name !== null && (
          <Text size="sm" c="dimmed">
            <PhoneNumber number={call.with} />
          </Text>
        )}
      </div>
      <Group gap="sm" grow>
        <Button color="green.8" c="white" loading={accept.isPending} onClick={() => accept.mutate(call.id)}>
          {words.answer}
        </Button>
        <Button variant="outline" color="red" loading={decline.isPending} onClick={() => decline.mutate(call.id)}>
          {words.decline}
        </Button>
      </Group>
      <FieldError>{failure === null ? undefined : say(failure)}</FieldError>
    </div>
  );
}

function CurrentCall({ call, here, onHere }: { call: Call; here: boolean; onHere: () => void }) {
  const words = useWords(voiceWords);
  const say = useRefusalWords();
  const who = useWho()(call);
  const hangUp = useHangUpCall();
  return (
    <div className={styles.panel} role="status">
      <div className={styles.panelHead}>
        <Text fw={650}>{call.state === 'connected' ? words.onCall(who) : words.calling(who)}</Text>
        {call.answeredAt !== null && <Since at={call.answeredAt} />}
      </div>
      {call.endsAt !== null && <MinutesOver call={call} endsAt={call.endsAt} />}
      {here ? <Controls call={call} /> : <Text size="sm">{words.answeredElsewhere}</Text>}
      <Group gap="sm" grow>
        {!here && (
          <Button variant="default" onClick={onHere}>
            {words.takeHere}
          </Button>
        )}
        <Button color="red.8" c="white" loading={hangUp.isPending} onClick={() => hangUp.mutate(call.id)}>
          {words.hangUp}
        </Button>
      </Group>
      <FieldError>{hangUp.isError ? say(hangUp.error) : undefined}</FieldError>
    </div>
  );
}

function Unanswered({ call, onClose }: { call: Call; onClose: () => void }) {
  const words = useWords(voiceWords);
  const why = reasons[useLanguage()];
  const who = useWho()(call);
  return (
    <div className={styles.panel} role="status">
      <div>
        <Text fw={650}>{words.callTo(who)}</Text>
        {call.reason !== null && <Text size="sm">{why[call.reason]}</Text>}
      </div>
      <Button variant="default" onClick={onClose}>
        {words.close}
      </Button>
    </div>
  );
}

function Controls({ call }: { call: Call }) {
  const sound = useCallSound(call.id);
  const words = useWords(voiceWords);
  if (sound === undefined) return <Text size="sm">{words.connecting}</Text>;
  return <OpenControls sound={sound} />;
}

function OpenControls({ sound }: { sound: OpenSound }) {
  const words = useWords(voiceWords);
  const [muted, setMuted] = useState(false);
  const [showKeys, setShowKeys] = useState(false);
  const mute = () => {
    sound.mute(!muted);
    setMuted(!muted);
  };
  return (
    <>
      {!sound.speaks && <Text size="sm">{words.noMicrophone}</Text>}
      <Group gap="sm" grow>
        {sound.speaks && (
          <Button variant="default" aria-pressed={muted} onClick={mute}>
            {muted ? words.unmute : words.mute}
          </Button>
        )}
        <Button variant="default" aria-expanded={showKeys} onClick={() => setShowKeys(!showKeys)}>
          {showKeys ? words.hideKeypad : words.keypad}
        </Button>
      </Group>
      {showKeys && <Keypad onKey={sound.press} />}
    </>
  );
}

function Since({ at }: { at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Text size="sm" c="dimmed" className="tabular">
      {clock(Math.max(0, (now - new Date(at).getTime()) / 1000))}
    </Text>
  );
}
