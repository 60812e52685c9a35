import type { Settings, Waiting } from '#contract/settings.ts';
import { type apiKey, hidden, type Line, pictureAddress } from '#server/features/identity/index.ts';
import { whereCodesGo } from './where-codes-go.ts';

type Key = Pick<
  typeof apiKey.$inferSelect,
  'id' | 'name' | 'scopes' | 'lastFour' | 'createdAt' | 'expiresAt' | 'lastUsedAt'
>;
export interface SettingsParts {
  readonly line: Line;
  readonly formerUsernames: readonly { username: string; worksUntil: Date | null }[];
  readonly waiting: {
    readonly cell: Waiting | null;
    readonly email: Waiting | null;
    readonly password: Waiting | null;
  };
  /** Not stopped, newest first. */
  readonly keys: readonly Key[];
  readonly otherSessions: number;
  readonly now: Date;
}

export function presentSettings({ line, formerUsernames, waiting, keys, otherSessions, now }: SettingsParts): Settings {
  return {
    id: line.id,
    name: line.name,
    username: line.username,
    formerUsernames: formerUsernames.flatMap((former) =>
      former.worksUntil ? [{ username: former.username, worksUntil: former.worksUntil.toISOString() }] : [],
    ),
    number: line.number,
    picture: pictureAddress(line.picture),
    cell: {
      number: line.cell,
      verifiedAt: iso(line.cellVerifiedAt),
      waiting: waiting.cell,
      removable: line.cell !== null && line.email !== null,
    },
    email: { address: line.email, verifiedAt: iso(line.emailVerifiedAt), waiting: waiting.email },
    password: {
      changedAt: line.passwordChangedAt.toISOString(),
      codeGoesTo: presentChannel(line),
      waiting: waiting.password && { ...waiting.password, target: hidden(waiting.password.target) },
      otherSessions,
    },
    emailNotifications: line.emailNotifications,
    desktopNotifications: line.desktopNotifications,
    soundNotifications: line.soundNotifications,
    timeZone: line.timeZone,
    language: line.language,
    appearance: line.appearance,
    apiKey: presentOwnKey(keys, now),
    namedKeys: keys.flatMap((key) => (key.name === null ? [] : [presentNamedKey(key, key.name)])),
  };
}

function presentChannel(line: Line): Settings['password']['codeGoesTo'] {
  const to = whereCodesGo(line);
  return to ? { channel: to.channel, target: hidden(to.target) } : null;
}

function presentOwnKey(keys: readonly Key[], now: Date): Settings['apiKey'] {
  const own = keys.find((key) => key.name === null && key.expiresAt === null);
  if (!own) throw new Error('a line has no key of its own');
  const former = keys.find((key) => key.name === null && key.expiresAt !== null && key.expiresAt > now);
  return {
    lastFour: own.lastFour,
    createdAt: own.createdAt.toISOString(),
    lastUsedAt: iso(own.lastUsedAt),
    former: former?.expiresAt ? { lastFour: former.lastFour, worksUntil: former.expiresAt.toISOString() } : null,
  };
}

const presentNamedKey = (key: Key, name: string): Settings['namedKeys'][number] => ({
  id: key.id,
  name,
  scopes: key.scopes ?? [],
  lastFour: key.lastFour,
  createdAt: key.createdAt.toISOString(),
  expiresAt: iso(key.expiresAt),
  lastUsedAt: iso(key.lastUsedAt),
});

const iso = (at: Date | null) => at?.toISOString() ?? null;
