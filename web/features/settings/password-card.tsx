import { Anchor, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import { focusOnArrival } from './focus.ts';
import type { PasswordFacts } from './new-password-fields.tsx';
import { OwnCard } from './own-card.tsx';
import { PasswordByCode } from './password-by-code.tsx';
import { PasswordByCurrent } from './password-by-current.tsx';
import styles from './settings.module.css';
import { signInWords } from './sign-in-words.ts';
import { useSendPasswordCode } from './use-password.ts';
import type { Start } from './use-stand-in.ts';

export interface PasswordCardProps {
  settings: PasswordFacts;
  start: Start;
}

export function PasswordCard({ settings, start }: PasswordCardProps) {
  const words = useWords(signInWords);
  const { saved, markSaved } = useSaved();
  const [byCurrent, setByCurrent] = useState(false);
  const [returned, setReturned] = useState(false);
  const [asked, setAsked] = useState(false);
  const finish = () => {
    setByCurrent(false);
    setReturned(true);
    markSaved();
  };
  const leave = () => {
    setByCurrent(false);
    setReturned(true);
  };
  const { waiting, changedAt } = settings.password;
  return (
    <OwnCard id="password">
      <div className={styles.stack}>
        <div className={styles.fact}>
          <Text span size="sm" c="dimmed">
            {words.lastChanged} <RelativeTime at={changedAt} />
          </Text>
          <SaveState saved={saved} label={words.passwordSaved} />
        </div>
        {byCurrent ? (
          <PasswordByCurrent settings={settings} onDone={finish} onLeave={leave} />
        ) : waiting !== null ? (
          <PasswordByCode
            settings={settings}
            waiting={waiting}
            start={start}
            asked={asked}
            onDone={finish}
            onLeave={leave}
            onUseCurrent={() => setByCurrent(true)}
          />
        ) : (
          <ResetButtons
            settings={settings}
            returned={returned}
            onAsked={() => setAsked(true)}
            onUseCurrent={() => setByCurrent(true)}
          />
        )}
      </div>
    </OwnCard>
  );
}

interface ResetButtonsProps {
  settings: PasswordFacts;
  returned: boolean;
  onAsked: () => void;
  onUseCurrent: () => void;
}

function ResetButtons({ settings, returned, onAsked, onUseCurrent }: ResetButtonsProps) {
  const words = useWords(signInWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const sendCode = useSendPasswordCode();
  const to = settings.password.codeGoesTo;
  const where =
    to === null
      ? words.noCodeWay
      : to.channel === 'text'
        ? words.codeByText(formatNumber(to.target, region))
        : words.codeByMail(to.target);
  const reset = () => {
    onAsked();
    sendCode.mutate(undefined);
  };
  const back = returned ? focusOnArrival : undefined;
  return (
    <div>
      <div className={styles.actions} style={{ marginTop: 0 }}>
        {to === null ? (
          <Button variant="default" ref={back} onClick={onUseCurrent}>
            {words.useCurrentOnly}
          </Button>
        ) : (
          <>
            <Button variant="default" ref={back} loading={sendCode.isPending} onClick={reset}>
              {words.resetPassword}
            </Button>
            <Anchor component="button" type="button" size="sm" onClick={onUseCurrent}>
              {words.useCurrent}
            </Anchor>
          </>
        )}
      </div>
      <Text size="sm" c="dimmed" mt="xs">
        {where}
      </Text>
      <FieldError>{sendCode.error === null ? undefined : say(sendCode.error)}</FieldError>
    </div>
  );
}
