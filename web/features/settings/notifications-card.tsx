import { Button, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { notificationWords } from './notification-words.ts';
import { OwnCard } from './own-card.tsx';
import styles from './settings.module.css';
import { playSample } from './sound-sample.ts';
import { SwitchNotes } from './switch-notes.tsx';
import { usePermission } from './use-permission.ts';
import { usePreference } from './use-preference.ts';

export function NotificationsCard({
  settings,
}: {
  settings: Pick<Settings, 'desktopNotifications' | 'soundNotifications'>;
}) {
  return (
    <OwnCard id="browser-notifications">
      <DesktopOption settings={settings} />
      <SoundOption settings={settings} />
    </OwnCard>
  );
}

function DesktopOption({ settings }: { settings: Pick<Settings, 'desktopNotifications'> }) {
  const words = useWords(notificationWords);
  const say = useRefusalWords();
  const field = usePreference(settings, 'desktopNotifications');
  const { permission, ask } = usePermission();
  const [tried, setTried] = useState(false);
  const turn = async (on: boolean) => {
    setTried(true);
    if (on && (await ask()) !== 'granted') return;
    field.commit(on);
  };
  // Somebody who does not want notes has no use for hearing that they are blocked.
  const blocked = permission === 'denied' && (field.value || tried);
  const unasked = field.value && permission === 'default';
  return (
    <div className={styles.option}>
      <div className={`${styles.row} ${styles.snug}`}>
        <Switch
          label={words.desktop}
          description={words.desktopAbout}
          checked={field.value}
          disabled={permission === 'missing'}
          onChange={(event) => void turn(event.currentTarget.checked)}
          error={field.error === undefined ? undefined : say(field.error)}
        />
        <SaveState saved={field.saved} />
      </div>
      <Text size="sm" role="status" className={blocked ? styles.warning : undefined}>
        {blocked && words.desktopBlocked}
        {permission === 'missing' && words.desktopMissing}
        {unasked && words.desktopAsk}
      </Text>
      {unasked && (
        <Button variant="default" size="xs" mt="xs" onClick={() => void ask()}>
          {words.askBrowser}
        </Button>
      )}
      <SwitchNotes field={field} />
    </div>
  );
}

function SoundOption({ settings }: { settings: Pick<Settings, 'soundNotifications'> }) {
  const words = useWords(notificationWords);
  const say = useRefusalWords();
  const field = usePreference(settings, 'soundNotifications');
  const turn = (on: boolean) => {
    field.commit(on);
    if (on) void playSample();
  };
  return (
    <div className={styles.option}>
      <div className={`${styles.row} ${styles.snug}`}>
        <Switch
          label={words.sound}
          description={words.soundAbout}
          checked={field.value}
          onChange={(event) => turn(event.currentTarget.checked)}
          error={field.error === undefined ? undefined : say(field.error)}
        />
        <Button variant="default" size="xs" onClick={() => void playSample()}>
          {words.playSample}
        </Button>
        <SaveState saved={field.saved} />
      </div>
      <SwitchNotes field={field} />
    </div>
  );
}
