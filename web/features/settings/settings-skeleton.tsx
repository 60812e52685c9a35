import { Skeleton } from '@mantine/core';
import type { CSSProperties } from 'react';
import type { Me } from '#contract/identity.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { apiWords } from './api-words.ts';
import { notificationWords } from './notification-words.ts';
import { profileWords } from './profile-words.ts';
import { SectionOf } from './section-of.tsx';
import styles from './settings.module.css';
import { signInWords } from './sign-in-words.ts';

/** The page before its facts: titles and texts stand already, and each card keeps the room its contents will take. */
export function SettingsSkeleton({ me }: { me: Me }) {
  const profile = useWords(profileWords);
  const signIn = useWords(signInWords);
  const notifications = useWords(notificationWords);
  const api = useWords(apiWords);
  // What is known already: an unproven number or address has its waiting panel, another zone than the browser's a button.
  const cell = me.line.cellVerified ? 75 : 345;
  const email = me.line.emailVerified ? 75 : 244;
  const zone = me.line.timeZone === Intl.DateTimeFormat().resolvedOptions().timeZone ? 66 : 93;
  return (
    <>
      <SectionOf id="profile">
        <Waits
          id="picture"
          title={profile.picture}
          about={profile.pictureAbout}
          wide={88}
          narrow={me.line.picture === null ? 172 : 140}
        />
        <Waits id="name" title={profile.name} about={profile.nameAbout} wide={36} narrow={80} />
        <Waits id="username" title={profile.username} about={profile.usernameAbout} wide={36} narrow={80} />
        <Waits id="time-zone" title={profile.timeZone} about={profile.timeZoneAbout} wide={zone} />
        <Waits id="language" title={profile.language} about={profile.languageAbout} wide={36} />
        <Waits id="appearance" title={profile.appearance} about={profile.appearanceAbout} wide={36} />
      </SectionOf>
      <SectionOf id="sign-in">
        <Waits id="cell" title={signIn.cell} about={signIn.cellAbout} wide={cell} />
        <Waits id="password" title={signIn.password} about={signIn.passwordAbout} wide={104} narrow={133} />
        <Waits id="email" title={signIn.email} about={signIn.emailAbout} wide={email} />
      </SectionOf>
      <SectionOf id="notifications">
        <Waits id="call-emails" title={notifications.callEmails} about={notifications.callEmailsAbout} wide={43} />
        <Waits
          id="browser-notifications"
          title={notifications.onThisDevice}
          about={notifications.onThisDeviceAbout}
          wide={118}
          narrow={175}
        />
      </SectionOf>
      <SectionOf id="api">
        <Waits id="api-key" title={api.apiKey} about={api.apiKeyAbout} wide={132} />
        <Waits id="named-keys" title={api.namedKeys} about={api.namedKeysAbout} wide={93} narrow={113} />
      </SectionOf>
    </>
  );
}

interface WaitsProps {
  id: string;
  title: string;
  about: string;
  /** Pixels, beside each other and stacked. */
  wide: number;
  narrow?: number;
}

function Waits({ id, title, about, wide, narrow = wide }: WaitsProps) {
  const room = { '--wide': `${wide}px`, '--narrow': `${narrow}px` } as CSSProperties; // React's types know no custom properties
  return (
    <SettingsCard id={id} level={3} title={title} description={about}>
      <Skeleton className={styles.room} style={room} />
    </SettingsCard>
  );
}
