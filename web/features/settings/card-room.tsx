import { Skeleton } from '@mantine/core';
import type { CSSProperties } from 'react';
import type { Me } from '#contract/identity.ts';
import { useMe } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { apiWords } from './api-words.ts';
import { notificationWords } from './notification-words.ts';
import { profileWords } from './profile-words.ts';
import styles from './settings.module.css';
import type { CardId } from './settings-cards.tsx';
import { signInWords } from './sign-in-words.ts';
import { twoStepWords } from './two-step-words.ts';

/** A card before its turn: its title and text stand already, and it keeps the room its contents will take. */
export function CardRoom({ id }: { id: CardId }) {
  const me = useMe();
  const { title, about } = useTitles()[id];
  const { wide, narrow = wide } = roomOf(id, me);
  const room = { '--wide': `${wide}px`, '--narrow': `${narrow}px` } as CSSProperties; // React's types know no custom properties
  return (
    <SettingsCard id={id} level={3} title={title} description={about}>
      <Skeleton className={styles.room} style={room} />
    </SettingsCard>
  );
}

/** In pixels, fields and buttons beside each other and stacked. */
interface Room {
  wide: number;
  narrow?: number;
}

// What is known already: an unproven number or address has its waiting panel, another zone than the browser's a button.
function roomOf(id: CardId, me: Me | null): Room {
  const rooms: Record<CardId, Room> = {
    picture: { wide: 88, narrow: me?.line.picture == null ? 172 : 140 },
    name: { wide: 36, narrow: 80 },
    username: { wide: 36, narrow: 80 },
    'time-zone': { wide: me?.line.timeZone === Intl.DateTimeFormat().resolvedOptions().timeZone ? 66 : 93 },
    language: { wide: 36 },
    appearance: { wide: 36 },
    cell: { wide: me?.line.cellVerified === false ? 345 : 75 },
    password: { wide: 104, narrow: 133 },
    'two-step': { wide: 75 },
    email: { wide: me?.line.emailVerified === false ? 244 : 75 },
    'call-emails': { wide: 43 },
    'browser-notifications': { wide: 118, narrow: 175 },
    'api-key': { wide: 132 },
    'named-keys': { wide: 93, narrow: 113 },
  };
  return rooms[id];
}

function useTitles(): Record<CardId, { title: string; about: string }> {
  const profile = useWords(profileWords);
  const signIn = useWords(signInWords);
  const twoStep = useWords(twoStepWords);
  const notifications = useWords(notificationWords);
  const api = useWords(apiWords);
  return {
    picture: { title: profile.picture, about: profile.pictureAbout },
    name: { title: profile.name, about: profile.nameAbout },
    username: { title: profile.username, about: profile.usernameAbout },
    'time-zone': { title: profile.timeZone, about: profile.timeZoneAbout },
    language: { title: profile.language, about: profile.languageAbout },
    appearance: { title: profile.appearance, about: profile.appearanceAbout },
    cell: { title: signIn.cell, about: signIn.cellAbout },
    password: { title: signIn.password, about: signIn.passwordAbout },
    'two-step': { title: twoStep.title, about: twoStep.about },
    email: { title: signIn.email, about: signIn.emailAbout },
    'call-emails': { title: notifications.callEmails, about: notifications.callEmailsAbout },
    'browser-notifications': { title: notifications.onThisDevice, about: notifications.onThisDeviceAbout },
    'api-key': { title: api.apiKey, about: api.apiKeyAbout },
    'named-keys': { title: api.namedKeys, about: api.namedKeysAbout },
  };
}
