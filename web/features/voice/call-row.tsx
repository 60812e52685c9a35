import { Badge, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Call } from '#contract/voice.ts';
import { clock } from '#web/lib/format-time.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import { CallButton } from './call-button.tsx';
import { useWho } from './use-who.ts';
import styles from './voice.module.css';
import { VoicemailPlayer } from './voicemail-player.tsx';
import { reasons, voiceWords } from './words.ts';

/** One call: who, when, what became of it, and the voicemail where there is one. `wanted`: an e-mail led here for it. */
export function CallRow({ call, wanted }: { call: Call; wanted: boolean }) {
  const words = useWords(voiceWords);
  const who = useWho()(call);
  const isNumber = /^\+\d+$/.test(call.with);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!wanted) return;
    row.current?.scrollIntoView({ block: 'center' });
    row.current?.focus({ preventScroll: true });
  }, [wanted]);
  const fresh = call.voicemail !== null && call.voicemail.heardAt === null;
  return (
    <li
      ref={row}
      className={styles.call}
      data-missed={(call.incoming && call.outcome === 'missed') || undefined}
      data-wanted={wanted || undefined}
      {...(wanted && { tabIndex: -1, 'aria-current': true })}
    >
      <div className={styles.callLine}>
        <div className={styles.callFacts}>
          <Text component="span" fw={fresh ? 650 : 550} className={styles.who}>
            {call.name ?? (isNumber ? <PhoneNumber number={call.with} /> : words.hidden)}
            {fresh && (
              <Badge size="sm" ml={8}>
                {words.newOne}
              </Badge>
            )}
          </Text>
          <Text component="span" size="sm" c="dimmed">
            <What call={call} />
            {call.name !== null && isNumber && (
              <span className={styles.alsoNumber}>
                <PhoneNumber number={call.with} />
              </span>
            )}
          </Text>
        </div>
        <Text component="span" size="sm" c="dimmed" className="nowrap">
          <RelativeTime at={call.at} />
        </Text>
        {isNumber && <CallButton number={call.with} who={who} look="icon" eager={false} />}
      </div>
      {call.voicemail !== null && (
        <VoicemailPlayer voicemail={{ ...call.voicemail, heard: call.voicemail.heardAt !== null }} who={who} />
      )}
    </li>
  );
}

/** What a call was, in a few words. */
function What({ call }: { call: Call }) {
  const words = useWords(voiceWords);
  const why = reasons[useLanguage()];
  const kind = call.incoming ? words.incoming : words.outgoing;
  if (call.state !== 'ended') return `${kind} · ${call.state === 'connected' ? words.ongoing : words.ringing}`;
  if (call.outcome === 'voicemail') return words.left;
  if (call.outcome === 'missed') {
    const missed = call.incoming ? words.missedCall : words.notAnswered;
    return call.reason === null ? missed : `${missed} · ${why[call.reason]}`;
  }
  const lasted = call.seconds > 0 ? `${kind} · ${words.lasted(clock(call.seconds))}` : kind;
  return call.outOfMinutes ? `${lasted} · ${words.outOfMinutes}` : lasted;
}
