import { Anchor, Switch } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { MessageSettings } from '#contract/message-settings.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { SettingTrouble } from './setting-form.tsx';
import styles from './settings.module.css';
import { useSetting } from './use-setting.ts';
import { messageSettingsWords } from './words.ts';

export function ForwardingCard({ settings }: { settings: MessageSettings }) {
  const words = useWords(messageSettingsWords);
  const { region } = usePlace();
  const setting = useSetting(settings, 'forwarding');
  const { on, hints } = setting.value;
  const { cell } = settings;
  return (
    <SettingsCard
      id="forwarding"
      level={3}
      title={words.forward}
      description={cell === null ? words.forwardAboutNoCell : words.forwardAbout(formatNumber(cell, region))}
    >
      <div className={styles.option}>
        <Switch
          label={words.forwardOn}
          checked={on}
          disabled={(cell === null && !on) || setting.saving}
          description={cell === null ? words.forwardNeedsCell : undefined}
          onChange={({ currentTarget }) => setting.commit({ on: currentTarget.checked, hints })}
        />
        <SaveState saved={setting.saved} />
      </div>
      <div className={styles.option}>
        <Switch
          label={words.forwardHints}
          description={words.forwardHintsAbout}
          checked={hints}
          disabled={!on || setting.saving}
          onChange={({ currentTarget }) => setting.commit({ on, hints: currentTarget.checked })}
        />
      </div>
      {cell === null && (
        <Anchor component={Link} to="/settings" hash="cell" size="sm" mt="sm" display="inline-block">
          {words.toCell}
        </Anchor>
      )}
      <SettingTrouble setting={setting} say={() => ''} />
    </SettingsCard>
  );
}
