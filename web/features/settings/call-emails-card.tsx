import { Checkbox } from '@mantine/core';
import type { Settings } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { notificationWords } from './notification-words.ts';
import { OwnCard } from './own-card.tsx';
import styles from './settings.module.css';
import { SwitchNotes } from './switch-notes.tsx';
import { usePreference } from './use-preference.ts';

export function CallEmailsCard({ settings }: { settings: Pick<Settings, 'emailNotifications' | 'email'> }) {
  const words = useWords(notificationWords);
  const say = useRefusalWords();
  const field = usePreference(settings, 'emailNotifications');
  const { address, verifiedAt } = settings.email;
  return (
    <OwnCard id="call-emails">
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
    </OwnCard>
  );
}
