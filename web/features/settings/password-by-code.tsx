import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Waiting } from '#contract/settings.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { CodeInput } from '#web/ui/code-input.tsx';
import { NewPasswordFields, type PasswordFacts, UsernameForManagers } from './new-password-fields.tsx';
import styles from './settings.module.css';
import { signInWords } from './sign-in-words.ts';
import { useCancelPasswordCode, useSendPasswordCode } from './use-password.ts';
import { usePasswordForm } from './use-password-form.ts';
import { useResend } from './use-resend.ts';
import { type Start, useStandIn } from './use-stand-in.ts';
import { WaitingPanel } from './waiting-panel.tsx';
import { settingsWords } from './words.ts';

export interface PasswordByCodeProps {
  settings: PasswordFacts;
  waiting: Waiting;
  start: Start;
  /** The code was asked for just now, here: typing it is the next thing to do. */
  asked: boolean;
  onDone: () => void;
  onLeave: () => void;
  onUseCurrent: () => void;
}

/** A reset code was sent: it and the new password go into the form. */
export function PasswordByCode({
  settings,
  waiting,
  start,
  asked,
  onDone,
  onLeave,
  onUseCurrent,
}: PasswordByCodeProps) {
  const words = useWords(signInWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const { forText, forMail } = useStandIn(start);
  const cancel = useCancelPasswordCode();
  const resend = useResend(useSendPasswordCode(), words.codeResent);
  const [code, setCode] = useState('');
  const form = usePasswordForm({ code }, onDone);
  const channel = settings.password.codeGoesTo?.channel ?? 'text';
  const standIn =
    channel === 'mail' ? forMail() : settings.cell.number === null ? undefined : forText(settings.cell.number);
  return (
    <WaitingPanel
      waiting={waiting}
      channel={channel}
      title={words.passwordWaits(formatNumber(waiting.target, region))}
      standIn={standIn}
      counts
      {...resend}
      error={resend.error ?? (cancel.error === null ? undefined : say(cancel.error))}
      actions={
        <>
          <Button variant="default" onClick={onUseCurrent}>
            {words.useCurrent}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSuccess: onLeave })}
          >
            {page.cancel}
          </Button>
        </>
      }
    >
      <form onSubmit={form.submit} className={styles.stack} noValidate>
        <UsernameForManagers username={settings.username} />
        <CodeInput
          label={words.resetCode}
          value={code}
          onChange={(digits) => {
            form.touch();
            setCode(digits);
          }}
          error={form.faults.proof}
          autoFocus={asked}
        />
        <NewPasswordFields settings={settings} {...form.fields} error={form.faults.password} />
        <div>
          <Button type="submit" loading={form.saving}>
            {words.updatePassword}
          </Button>
        </div>
      </form>
    </WaitingPanel>
  );
}
