import type { PhoneSettings } from '#contract/voice.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { SettingsFrame, SettingsSection } from '#web/ui/settings-frame.tsx';
import '../refusals.ts';
import { BlockedCard } from './blocked-card.tsx';
import { DoNotDisturbCard } from './do-not-disturb-card.tsx';
import { GreetingCard } from './greeting-card.tsx';
import { RuleSelect, RuleSwitch } from './rule-fields.tsx';
import { usePhoneSettings } from './use-phone-settings.ts';
import { WhatHappensCard } from './what-happens-card.tsx';
import { phoneSettingsWords } from './words.ts';

/** Phone Settings as a section of My Settings. */
export const PhoneSettingsSection = () => (
  <SettingsSection settings={usePhoneSettings()}>
    {(settings) => (
      <>
        <Cards settings={settings} />
        <WhatHappensCard settings={settings} />
      </>
    )}
  </SettingsSection>
);

/** Phone Settings on a page of their own, what they do beside them. */
export function PhoneSettingsPage() {
  const words = useWords(phoneSettingsWords);
  return (
    <SettingsFrame
      settings={usePhoneSettings()}
      title={words.title}
      back={words.back}
      section="phone"
      beside={(settings) => <WhatHappensCard settings={settings} />}
    >
      {(settings) => <Cards settings={settings} />}
    </SettingsFrame>
  );
}

function Cards({ settings }: { settings: PhoneSettings }) {
  return (
    <>
      <DoNotDisturbCard settings={settings} />
      <RingCard settings={settings} />
      <HoursCard settings={settings} />
      <VoicemailCard settings={settings} />
      <GreetingCard settings={settings} />
      <ScreenCard settings={settings} />
      <BlockedCard settings={settings} />
    </>
  );
}

function RingCard({ settings }: { settings: PhoneSettings }) {
  const words = useWords(phoneSettingsWords);
  const { region } = usePlace();
  const { cell } = settings;
  return (
    <SettingsCard id="where-calls-ring" level={3} title={words.ring} description={words.ringAbout}>
      <RuleSwitch settings={settings} rule="ringBrowser" label={words.ringBrowser} about={words.ringBrowserAbout} />
      <RuleSwitch
        settings={settings}
        rule="forwardToCell"
        label={cell === null ? words.forwardNone : words.forward(formatNumber(cell, region))}
        about={cell === null ? words.forwardNeedsCell : words.forwardAbout}
      />
      <RuleSwitch settings={settings} rule="pressToAccept" label={words.press} about={words.pressAbout} />
      <RuleSelect
        settings={settings}
        rule="ringSeconds"
        label={words.seconds}
        choices={seconds(settings.rules.ringSeconds).map((n) => [n, words.secondsOption(n)] as const)}
      />
      <RuleSelect
        settings={settings}
        rule="cellShows"
        label={words.shows}
        choices={[
          ['caller', words.showsCaller],
          ['line', words.showsLine],
        ]}
      />
      <RuleSwitch settings={settings} rule="maskCallerId" label={words.mask} about={words.maskAbout} />
    </SettingsCard>
  );
}

/** The usual choices, and what stands where the API set something between. */
const seconds = (now: number) => [...new Set([15, 20, 25, 30, 40, 60, now])].sort((a, b) => a - b);

function HoursCard({ settings }: { settings: PhoneSettings }) {
  const words = useWords(phoneSettingsWords);
  return (
    <SettingsCard id="after-hours" level={3} title={words.hours} description={words.hoursAbout}>
      <RuleSelect
        settings={settings}
        rule="afterHours"
        label={words.hours}
        about={settings.hasHours ? undefined : words.hoursNone}
        choices={[
          ['ring', words.hoursRing],
          ['cell', words.hoursCell],
          ['voicemail', words.hoursVoicemail],
        ]}
      />
    </SettingsCard>
  );
}

function VoicemailCard({ settings }: { settings: PhoneSettings }) {
  const words = useWords(phoneSettingsWords);
  return (
    <SettingsCard id="voicemail" level={3} title={words.voicemail}>
      <RuleSwitch settings={settings} rule="voicemail" label={words.voicemailOn} about={words.voicemailAbout} />
      <RuleSwitch
        settings={settings}
        rule="transcribe"
        label={words.transcribe}
        about={settings.canTranscribe ? words.transcribeAbout : words.transcribeMissing}
        disabled={!settings.canTranscribe}
      />
    </SettingsCard>
  );
}

function ScreenCard({ settings }: { settings: PhoneSettings }) {
  const words = useWords(phoneSettingsWords);
  return (
    <SettingsCard id="unwanted-calls" level={3} title={words.screening}>
      <RuleSwitch settings={settings} rule="screenUnknown" label={words.screen} about={words.screenAbout} />
    </SettingsCard>
  );
}
