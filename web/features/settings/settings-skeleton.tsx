import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Me } from '#contract/identity.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { apiWords } from './api-words.ts';
import { notificationWords } from './notification-words.ts';
import { profileWords } from './profile-words.ts';
import { SectionOf } from './section-of.tsx';
import { signInWords } from './sign-in-words.ts';

/** The page before its facts: titles and texts stand already, and each card keeps the room its contents will take. */
export function SettingsSkeleton({ me }: { me: Me }) {
  const profile = useWords(profileWords);
  const signIn = useWords(signInWords);
  const notifications = useWords(notificationWords);
  const api = useWords(apiWords);
  const verified = me.line.cellVerified;
  return (
    <>
      <SectionOf id="profile">
        <SettingsCard id="picture" level={3} title={profile.picture} description={profile.pictureAbout}>
          <Skeleton circle height={88} />
        </SettingsCard>
        <Waits id="name" title={profile.name} about={profile.nameAbout} height={36} />
        <Waits id="username" title={profile.username} about={profile.usernameAbout} height={36} />
        <Waits id="time-zone" title={profile.timeZone} about={profile.timeZoneAbout} height={66} />
        <Waits id="language" title={profile.language} about={profile.languageAbout} height={36} />
        <Waits id="appearance" title={profile.appearance} about={profile.appearanceAbout} height={36} />
      </SectionOf>
      <SectionOf id="sign-in">
        <Waits id="cell" title={signIn.cell} about={signIn.cellAbout} height={verified ? 76 : 380} />
        <Waits id="password" title={signIn.password} about={signIn.passwordAbout} height={106} />
        <Waits id="email" title={signIn.email} about={signIn.emailAbout} height={me.line.emailVerified ? 76 : 240} />
      </SectionOf>
      <SectionOf id="notifications">
        <Waits id="call-emails" title={notifications.callEmails} about={notifications.callEmailsAbout} height={44} />
        <Waits
          id="browser-notifications"
          title={notifications.onThisDevice}
          about={notifications.onThisDeviceAbout}
          height={120}
        />
      </SectionOf>
      <SectionOf id="api">
        <Waits id="api-key" title={api.apiKey} about={api.apiKeyAbout} height={140} />
        <Waits id="named-keys" title={api.namedKeys} about={api.namedKeysAbout} height={92} />
      </SectionOf>
    </>
  );
}

function Waits({ id, title, about, height }: { id: string; title: string; about: ReactNode; height: number }) {
  return (
    <SettingsCard id={id} level={3} title={title} description={about}>
      <Skeleton height={height} />
    </SettingsCard>
  );
}
