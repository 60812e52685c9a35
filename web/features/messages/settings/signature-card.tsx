import { Textarea } from '@mantine/core';
import type { MessageSettings } from '#contract/message-settings.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { SettingForm } from './setting-form.tsx';
import { useSetting } from './use-setting.ts';
import { messageSettingsWords } from './words.ts';

const most = 160;

export function SignatureCard({ settings }: { settings: MessageSettings }) {
  const words = useWords(messageSettingsWords);
  const setting = useSetting(settings, 'signature');
  const text = setting.value ?? '';
  return (
    <SettingsCard id="signature" level={3} title={words.signature} description={words.signatureAbout}>
      <SettingForm setting={setting} say={(now: string | null) => now ?? ''}>
        <Textarea
          aria-label={words.signature}
          placeholder={words.signaturePlaceholder}
          rows={2}
          value={text}
          maxLength={1000}
          description={words.lengthOf(text.length, most)}
          inputWrapperOrder={['input', 'description']}
          error={text.length > most}
          onChange={({ currentTarget: { value } }) => setting.change(value.trim() === '' ? null : value)}
        />
      </SettingForm>
    </SettingsCard>
  );
}
