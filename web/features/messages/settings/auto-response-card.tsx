import { Checkbox, Switch, Textarea } from '@mantine/core';
import type { MessageSettings } from '#contract/message-settings.ts';
import { measure } from '#contract/segments.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { composerWords } from '../composer-words.ts';
import { SettingForm } from './setting-form.tsx';
import { useSetting } from './use-setting.ts';
import { messageSettingsWords } from './words.ts';

const most = 160;

export function AutoResponseCard({ settings }: { settings: MessageSettings }) {
  const words = useWords(messageSettingsWords);
  const composer = useWords(composerWords);
  const setting = useSetting(settings, 'autoResponse');
  const { on, text, onlyClosed } = setting.value;
  const empty = on && text.trim() === '';
  const { segments, left } = measure(text);
  const change = (part: Partial<MessageSettings['autoResponse']>) => setting.change({ ...setting.value, ...part });
  return (
    <SettingsCard id="auto-response" level={3} title={words.auto} description={words.autoAbout}>
      <SettingForm setting={setting} disabled={empty} say={(now: MessageSettings['autoResponse']) => now.text}>
        <Switch
          label={words.autoOn}
          checked={on}
          onChange={({ currentTarget }) => change({ on: currentTarget.checked })}
        />
        <Textarea
          label={words.autoText}
          placeholder={words.autoPlaceholder}
          rows={3}
          value={text}
          maxLength={1000}
          description={`${words.lengthOf(text.length, most)} · ${composer.length(segments, left)}`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={empty ? words.autoNeedsText : text.length > most}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
        <Checkbox
          label={words.autoClosed}
          description={words.autoClosedAbout}
          checked={onlyClosed}
          onChange={({ currentTarget }) => change({ onlyClosed: currentTarget.checked })}
        />
      </SettingForm>
    </SettingsCard>
  );
}
