import { Checkbox } from '@mantine/core';
import type { Settings } from '#contract/settings.ts';
import { useMe } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import { NewPasswordInput } from '#web/ui/new-password-input.tsx';
import styles from './settings.module.css';
import { signInWords } from './sign-in-words.ts';

/** What the card with the password shows, and what a new password may not be made of. */
export type PasswordFacts = Pick<Settings, 'password' | 'name' | 'username' | 'email' | 'cell'>;

export interface NewPasswordFieldsProps {
  settings: PasswordFacts;
  password: string;
  onPassword: (password: string) => void;
  endOthers: boolean;
  onEndOthers: (end: boolean) => void;
  error: string | undefined;
}

/** The new password, how strong it is, and what becomes of the other sessions. */
export function NewPasswordFields({
  settings,
  password,
  onPassword,
  endOthers,
  onEndOthers,
  error,
}: NewPasswordFieldsProps) {
  const words = useWords(signInWords);
  const company = useMe()?.company.name ?? '';
  const others = settings.password.otherSessions;
  return (
    <>
      <div className={styles.narrow}>
        <NewPasswordInput
          label={words.newPassword}
          name="new-password"
          value={password}
          onChange={onPassword}
          known={[settings.name, settings.username, company, settings.email.address ?? '']}
          error={error}
        />
      </div>
      {others > 0 && (
        <Checkbox
          label={words.endOthers(others)}
          checked={endOthers}
          onChange={(event) => onEndOthers(event.currentTarget.checked)}
        />
      )}
    </>
  );
}

/** Password managers file a new password under the name they find in the form. */
export const UsernameForManagers = ({ username }: { username: string }) => (
  <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
);
