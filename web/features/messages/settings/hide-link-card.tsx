import { Switch } from '@mantine/core';
import type { MessageSettings } from '#contract/message-settings.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { SettingTrouble } from './setting-form.tsx';
import styles from './settings.module.css';
import { useSetting } from './use-setting.ts';
import { messageSettingsWords } from './words.ts';

export function HideLinkCard({ settings }: { settings: MessageSettings }) {
  const words = useWords(messageSettingsWords);
  const setting = useSetting(settings, 'hideLinkInBulk');
  return (
    <SettingsCard id="hide-link" level={3} title={words.hideLink} description={words.hideLinkAbout}>
      <div className={styles.option}>
        <Switch
          label={words.hideLinkOn}
          checked={setting.value}
          disabled={setting.saving}
          onChange={({ currentTarget }) => setting.commit(currentTarget.checked)}
        />
        <SaveState saved={setting.saved} />
      </div>
      <SettingTrouble setting={setting} say={() => ''} />
    </SettingsCard>
  );
}
