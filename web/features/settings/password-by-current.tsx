import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { uiWords } from '#web/ui/words.ts';
import { focusOnArrival } from './focus.ts';
import { NewPasswordFields, type PasswordFacts, UsernameForManagers } from './new-password-fields.tsx';
import styles from './settings.module.css';
import { signInWords } from './sign-in-words.ts';
import { usePasswordForm } from './use-password-form.ts';
import { settingsWords } from './words.ts';

export interface PasswordByCurrentProps {
  settings: PasswordFacts;
  onDone: () => void;
  onLeave: () => void;
}

/** The other way: whoever knows the current password needs no code. */
export function PasswordByCurrent({ settings, onDone, onLeave }: PasswordByCurrentProps) {
  const words = useWords(signInWords);
  const page = useWords(settingsWords);
  const ui = useWords(uiWords);
  const [current, setCurrent] = useState('');
  const form = usePasswordForm({ currentPassword: current }, onDone);
  return (
    <form
      onSubmit={form.submit}
      onKeyDown={(event) => event.key === 'Escape' && onLeave()}
      className={styles.stack}
      noValidate
    >
      <UsernameForManagers username={settings.username} />
      <PasswordInput
        className={styles.narrow}
        ref={focusOnArrival}
        label={words.currentPassword}
        name="current-password"
        autoComplete="current-password"
        value={current}
        onChange={(event) => {
          form.touch();
          setCurrent(event.currentTarget.value);
        }}
        error={form.faults.proof}
        visibilityToggleButtonProps={{ 'aria-label': ui.showPassword, tabIndex: 0 }}
      />
      <NewPasswordFields settings={settings} {...form.fields} error={form.faults.password} />
      <div className={styles.actions} style={{ marginTop: 0 }}>
        <Button type="submit" loading={form.saving}>
          {words.updatePassword}
        </Button>
        <Button type="button" variant="default" onClick={onLeave}>
          {page.cancel}
        </Button>
      </div>
    </form>
  );
}
