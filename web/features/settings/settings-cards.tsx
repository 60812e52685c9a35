import { type ComponentType, lazy, memo } from 'react';
import type { Settings } from '#contract/settings.ts';
import { AppearanceCard } from './appearance-card.tsx';
import type { CardId } from './card-titles.ts';
import { LanguageCard } from './language-card.tsx';
import { NameCard } from './name-card.tsx';
import { PictureCard } from './picture-card.tsx';
import { TimeZoneCard } from './time-zone-card.tsx';
import type { Start } from './use-stand-in.ts';
import { UsernameCard } from './username-card.tsx';

interface CardProps<K extends keyof Settings> {
  settings: Pick<Settings, K>;
  start: Start;
}

/** A card that is drawn anew only when a fact it shows has changed: a saved name leaves the twelve others alone. */
const card = <K extends keyof Settings>(
  facts: readonly K[],
  Card: ComponentType<CardProps<K>>,
): ComponentType<{ settings: Settings; start: Start }> =>
  memo(
    Card,
    (before, now) => before.start === now.start && facts.every((key) => before.settings[key] === now.settings[key]),
  );

// Those of the first screen come with the page, these with their turn.
const late = () => import('./late-cards.ts');
const CellCard = lazy(async () => ({ default: (await late()).CellCard }));
const PasswordCard = lazy(async () => ({ default: (await late()).PasswordCard }));
const TwoStepCard = lazy(async () => ({ default: (await late()).TwoStepCard }));
const EmailCard = lazy(async () => ({ default: (await late()).EmailCard }));
const CallEmailsCard = lazy(async () => ({ default: (await late()).CallEmailsCard }));
const NotificationsCard = lazy(async () => ({ default: (await late()).NotificationsCard }));
const ApiKeyCard = lazy(async () => ({ default: (await late()).ApiKeyCard }));
const NamedKeysCard = lazy(async () => ({ default: (await late()).NamedKeysCard }));

/** Our own sections and their cards, as they stand on the page. */
export const settingsCards = {
  profile: {
    picture: card(['id', 'name', 'picture'], PictureCard),
    name: card(['name'], NameCard),
    username: card(['username', 'formerUsernames'], UsernameCard),
    'time-zone': card(['timeZone'], TimeZoneCard),
    language: card(['language'], LanguageCard),
    appearance: card(['appearance'], AppearanceCard),
  },
  'sign-in': {
    cell: card(['cell'], CellCard),
    password: card(['password', 'name', 'username', 'email', 'cell'], PasswordCard),
    'two-step': card([], TwoStepCard),
    email: card(['email'], EmailCard),
  },
  notifications: {
    'call-emails': card(['emailNotifications', 'email'], CallEmailsCard),
    'browser-notifications': card(['desktopNotifications', 'soundNotifications'], NotificationsCard),
  },
  api: {
    'api-key': card(['apiKey', 'mostPerMinute'], ApiKeyCard),
    'named-keys': card(['namedKeys', 'mostPerMinute'], NamedKeysCard),
  },
} as const;

export type OwnSection = keyof typeof settingsCards;
type SettingsCardOf = ComponentType<{ settings: Settings; start: Start }>;

export const cardsOf = (section: OwnSection) => Object.entries(settingsCards[section]) as [CardId, SettingsCardOf][]; // the entries of the table of cards
