import { Checkbox } from '@mantine/core';
import type { Settings } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { notificationWords } from './notification-words.ts';
import styles from './settings.module.css';
import { SwitchNotes } from './switch-notes.tsx';
import { usePreference } from './use-preference.ts';

export function CallEmailsCard({ settings }: { settings: Pick<Settings, 'emailNotifications' | 'email'> }) {
  const words = useWords(notificationWords);
  const say = useRefusalWords();
  const field = usePreference(settings, 'emailNotifications');
  const { address, verifiedAt } = settings.email;
  return (
    <SettingsCard id="call-emails" level={3} title={words.callEmails} description={words.callEmailsAbout}>
      <div className={styles.row}>
        <Checkbox
          label={words.enable}
          description={address === null || verifiedAt === null ? words.notVerified : words.goTo(address)}
          checked={field.value}
          onChange={(event) => field.commit(event.currentTarget.checked)}
          error={field.error === undefined ? undefined : say(field.error)}
        />
        <SaveState saved={field.saved} />
      </div>
      <SwitchNotes field={field} />
    </SettingsCard>
  );
}
