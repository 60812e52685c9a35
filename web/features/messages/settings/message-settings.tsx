import type { MessageSettings } from '#contract/message-settings.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsFrame, SettingsSection } from '#web/ui/settings-frame.tsx';
import '../refusals.ts';
import { useMessageSettings } from '../use-message-settings.ts';
import { AutoResponseCard } from './auto-response-card.tsx';
import { ForwardingCard } from './forwarding-card.tsx';
import { HideLinkCard } from './hide-link-card.tsx';
import { SignatureCard } from './signature-card.tsx';
import { StopIncomingCard } from './stop-incoming-card.tsx';
import { WebhookCard } from './webhook-card.tsx';
import { WhatHappensCard } from './what-happens-card.tsx';
import { messageSettingsWords } from './words.ts';

/** Message Settings as a section of My Settings. */
export const MessageSettingsSection = () => (
  <SettingsSection settings={useMessageSettings()}>
    {(settings) => (
      <>
        <Cards settings={settings} />
        <WhatHappensCard settings={settings} />
      </>
    )}
  </SettingsSection>
);

/** Message Settings on a page of their own, what they do beside them. */
export function MessageSettingsPage() {
  const words = useWords(messageSettingsWords);
  return (
    <SettingsFrame
      settings={useMessageSettings()}
      title={words.title}
      back={words.back}
      section="messages"
      beside={(settings) => <WhatHappensCard settings={settings} />}
    >
      {(settings) => <Cards settings={settings} />}
    </SettingsFrame>
  );
}

function Cards({ settings }: { settings: MessageSettings }) {
  return (
    <>
      <SignatureCard settings={settings} />
      <AutoResponseCard settings={settings} />
      <ForwardingCard settings={settings} />
      <StopIncomingCard settings={settings} />
      <WebhookCard settings={settings} />
      <HideLinkCard settings={settings} />
    </>
  );
}
