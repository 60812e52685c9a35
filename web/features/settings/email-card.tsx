import { Button, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Settings, Waiting } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { focusOnArrival } from './focus.ts';
import { OwnCard } from './own-card.tsx';
import { ProposalForm } from './proposal-form.tsx';
import styles from './settings.module.css';
import { signInWords } from './sign-in-words.ts';
import { useCancelEmail, useProposeEmail, useResendEmail } from './use-email.ts';
import { useResend } from './use-resend.ts';
import { type Start, useStandIn } from './use-stand-in.ts';
import { VerifiedMark } from './verified-mark.tsx';
import { WaitingPanel } from './waiting-panel.tsx';
import { settingsWords } from './words.ts';

export function EmailCard({ settings, start }: { settings: Pick<Settings, 'email'>; start: Start }) {
  const words = useWords(signInWords);
  const say = useRefusalWords();
  const propose = useProposeEmail();
  const saved = useConfirmed(settings.email.address);
  const [typing, setTyping] = useState<string>();
  const [returned, setReturned] = useState(false);
  const { address, verifiedAt, waiting } = settings.email;
  const close = () => {
    propose.reset();
    setTyping(undefined);
    setReturned(true);
  };
  return (
    <OwnCard id="email">
      <div className={styles.stack}>
        {address === null ? (
          <Text c="dimmed">{words.noEmail}</Text>
        ) : (
          <div className={styles.fact}>
            <span className={styles.value}>{address}</span>
            {verifiedAt !== null && <VerifiedMark at={verifiedAt} />}
          </div>
        )}
        {typing !== undefined ? (
          <ProposalForm
            label={words.newEmail}
            description={address === null ? words.firstEmailAbout : words.newEmailAbout}
            start={typing}
            action={words.sendLink}
            sending={propose.isPending}
            error={propose.error === null ? undefined : say(propose.error)}
            field={{ type: 'email', inputMode: 'email', autoComplete: 'email', name: 'email' }}
            onSend={(value) => propose.mutate(value, { onSuccess: () => setTyping(undefined) })}
            onCancel={close}
          />
        ) : waiting !== null ? (
          <EmailWaits
            waiting={waiting}
            start={start}
            onCorrect={() => setTyping(waiting.target)}
            onCancelled={() => setReturned(true)}
          />
        ) : (
          <div className={styles.actions} style={{ marginTop: 0 }}>
            <Button variant="default" ref={returned ? focusOnArrival : undefined} onClick={() => setTyping('')}>
              {words.changeEmail}
            </Button>
            <SaveState saved={saved} label={words.emailSaved} />
          </div>
        )}
      </div>
    </OwnCard>
  );
}

/** The link is opened in another tab or on another device; this page says so when it hears of it. */
function useConfirmed(address: string | null) {
  const { saved, markSaved } = useSaved();
  const last = useRef(address);
  useEffect(() => {
    if (last.current === address) return;
    last.current = address;
    if (address !== null) markSaved();
  }, [address, markSaved]);
  return saved;
}

interface EmailWaitsProps {
  waiting: Waiting;
  start: Start;
  onCorrect: () => void;
  onCancelled: () => void;
}

function EmailWaits({ waiting, start, onCorrect, onCancelled }: EmailWaitsProps) {
  const words = useWords(signInWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const cancel = useCancelEmail();
  const resend = useResend(useResendEmail(), words.linkResent);
  const { forMail } = useStandIn(start);
  return (
    <WaitingPanel
      waiting={waiting}
      channel="mail"
      title={words.emailWaits(waiting.target)}
      standIn={forMail()}
      {...resend}
      error={resend.error ?? (cancel.error === null ? undefined : say(cancel.error))}
      actions={
        <>
          <Button variant="default" onClick={onCorrect}>
            {words.correctAddress}
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
      {waiting.delivery !== 'failed' && (
        <>
          <Text size="sm">{words.openLink}</Text>
          <Text size="sm" c="dimmed" mt={4}>
            {words.emailAdvice}
          </Text>
        </>
      )}
    </WaitingPanel>
  );
}
