import { Button, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Settings, Waiting } from '#contract/settings.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { CodeInput } from '#web/ui/code-input.tsx';
import { useSecondsUntil } from '#web/ui/countdown.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { focusOnArrival } from './focus.ts';
import { OwnCard } from './own-card.tsx';
import { ProposalForm } from './proposal-form.tsx';
import { RemoveCellDialog } from './remove-cell-dialog.tsx';
import styles from './settings.module.css';
import { signInWords } from './sign-in-words.ts';
import { useCancelCell, useProposeCell, useResendCell, useVerifyCell } from './use-cell.ts';
import { useResend } from './use-resend.ts';
import { type Start, useStandIn } from './use-stand-in.ts';
import { VerifiedMark } from './verified-mark.tsx';
import { WaitingPanel } from './waiting-panel.tsx';
import { settingsWords } from './words.ts';

export function CellCard({ settings, start }: { settings: Pick<Settings, 'cell'>; start: Start }) {
  const words = useWords(signInWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const propose = useProposeCell();
  const { saved, markSaved } = useSaved();
  const [label, setLabel] = useState(words.cellSaved);
  const [typing, setTyping] = useState<string>();
  const [returned, setReturned] = useState(false);
  const [asked, setAsked] = useState(false);
  const { number, waiting } = settings.cell;

  const close = () => {
    propose.reset();
    setTyping(undefined);
    setReturned(true);
  };
  const send = (value: string) => {
    setAsked(true);
    propose.mutate(value, { onSuccess: () => setTyping(undefined) });
  };
  const finish = (what: string) => {
    setLabel(what);
    markSaved();
    setReturned(true);
  };
  return (
    <OwnCard id="cell">
      <div className={styles.stack}>
        <div>
          {number === null ? (
            <Text c="dimmed">{words.noCell}</Text>
          ) : (
            <div className={styles.fact}>
              <span className={styles.value}>
                <PhoneNumber number={number} />
              </span>
              {settings.cell.verifiedAt !== null && <VerifiedMark at={settings.cell.verifiedAt} />}
            </div>
          )}
        </div>
        {typing !== undefined ? (
          <ProposalForm
            label={words.newNumber}
            description={number === null ? words.firstNumberAbout : words.newNumberAbout}
            start={typing}
            action={words.sendCode}
            sending={propose.isPending}
            error={propose.error === null ? undefined : say(propose.error)}
            field={{ type: 'tel', inputMode: 'tel', autoComplete: 'tel', name: 'cell' }}
            onSend={send}
            onCancel={close}
          />
        ) : waiting !== null ? (
          <CellWaits
            settings={settings}
            waiting={waiting}
            start={start}
            asked={asked}
            onCorrect={() => setTyping(formatNumber(waiting.target, region))}
            onVerified={() => finish(words.cellSaved)}
            onCancelled={() => setReturned(true)}
          />
        ) : (
          <div>
            <div className={styles.actions} style={{ marginTop: 0 }}>
              <Button variant="default" ref={returned ? focusOnArrival : undefined} onClick={() => setTyping('')}>
                {words.changeNumber}
              </Button>
              {number !== null && settings.cell.removable && (
                <RemoveCellDialog number={formatNumber(number, region)} onRemoved={() => finish(words.cellRemoved)} />
              )}
              <SaveState saved={saved} label={label} />
            </div>
            {number !== null && !settings.cell.removable && (
              <Text size="sm" c="dimmed" mt="xs">
                {words.notRemovable}
              </Text>
            )}
          </div>
        )}
      </div>
    </OwnCard>
  );
}

interface CellWaitsProps {
  settings: Pick<Settings, 'cell'>;
  waiting: Waiting;
  start: Start;
  /** The code was asked for just now, here: typing it is the next thing to do. */
  asked: boolean;
  onCorrect: () => void;
  onVerified: () => void;
  onCancelled: () => void;
}

function CellWaits({ settings, waiting, start, asked, onCorrect, onVerified, onCancelled }: CellWaitsProps) {
  const words = useWords(signInWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const { forText } = useStandIn(start);
  const verify = useVerifyCell();
  const cancel = useCancelCell();
  const resend = useResend(useResendCell(), words.codeResent);
  const [code, setCode] = useState('');
  const expired = useSecondsUntil(waiting.expiresAt) === 0;
  const dead = expired || waiting.triesLeft === 0;

  const send = (digits: string) => {
    // News of the change may take this form away before the answer is here; `mutate` would then not call back.
    if (!verify.isPending) verify.mutateAsync(digits).then(onVerified, () => setCode(''));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length === 6) send(code);
  };
  const type = (digits: string) => {
    if (digits !== '') verify.reset();
    setCode(digits);
  };
  return (
    <WaitingPanel
      waiting={waiting}
      channel="text"
      title={words.cellWaits(formatNumber(waiting.target, region))}
      standIn={forText(waiting.target)}
      counts
      {...resend}
      error={resend.error ?? (cancel.error === null ? undefined : say(cancel.error))}
      actions={
        <>
          <Button variant="default" onClick={onCorrect}>
            {words.correctNumber}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSuccess: onCancelled })}
          >
            {page.cancel}
          </Button>
        </>
      }
    >
      <form onSubmit={submit} noValidate>
        <CodeInput
          label={words.codeFromText}
          value={code}
          onChange={type}
          error={verify.error === null ? undefined : say(verify.error)}
          disabled={dead}
          autoFocus={asked}
        />
        <div className={styles.actions}>
          <Button type="submit" loading={verify.isPending} disabled={dead || code.length !== 6}>
            {words.verify}
          </Button>
          {settings.cell.number !== null && (
            <Text span size="sm" c="dimmed">
              {words.staysInForce(formatNumber(settings.cell.number, region))}
            </Text>
          )}
        </div>
      </form>
    </WaitingPanel>
  );
}
