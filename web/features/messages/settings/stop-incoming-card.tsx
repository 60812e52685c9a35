import { Button } from '@mantine/core';
import { useState } from 'react';
import type { MessageSettings } from '#contract/message-settings.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { Message } from '#web/ui/message.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { SettingTrouble } from './setting-form.tsx';
import styles from './settings.module.css';
import { useSetting } from './use-setting.ts';
import { messageSettingsWords } from './words.ts';

/** Turns texts away: what that means is said before it is done, and stays in sight while it lasts. */
export function StopIncomingCard({ settings }: { settings: MessageSettings }) {
  const words = useWords(messageSettingsWords);
  const setting = useSetting(settings, 'stopIncoming');
  const [asking, setAsking] = useState(false);
  return (
    <SettingsCard id="stop-incoming" level={3} title={words.stop} description={words.stopAbout}>
      {setting.value ? (
        <Message kind="warning" title={words.stopIsOn}>
          <p>{words.stopIsOnText}</p>
          <Button variant="default" loading={setting.saving} onClick={() => setting.commit(false)}>
            {words.stopEnd}
          </Button>
        </Message>
      ) : asking ? (
        <div>
          <ul className={styles.consequences}>
            {words.stopConsequences.split('\n').map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
          <div className={styles.actions}>
            <Button variant="default" onClick={() => setAsking(false)}>
              {words.cancel}
            </Button>
            <Button
              variant="outline"
              color="red"
              loading={setting.saving}
              onClick={() => setting.commit(true, { onSuccess: () => setAsking(false) })}
            >
              {words.stopNow}
            </Button>
          </div>
        </div>
      ) : (
        <div className={styles.actions}>
          <Button variant="outline" color="red" onClick={() => setAsking(true)}>
            {words.stopAsk}
          </Button>
          <SaveState saved={setting.saved} />
        </div>
      )}
      <SettingTrouble setting={setting} say={() => ''} />
    </SettingsCard>
  );
}
