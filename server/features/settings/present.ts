import type { Settings, Waiting } from '#contract/settings.ts';
import { type apiKey, hidden, type Line, pictureAddress } from '#server/features/identity/index.ts';
import { whereCodesGo } from './where-codes-go.ts';

type Key = Pick<
  typeof apiKey.$inferSelect,
  'id' | 'name' | 'scopes' | 'lastFour' | 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'perMinute'
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
  /** The server's own rate for keys. */
  readonly mostPerMinute: number;
  readonly now: Date;
}

export function presentSettings(parts: SettingsParts): Settings {
  const { line, formerUsernames, waiting, keys, otherSessions, mostPerMinute, now } = parts;
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
    mostPerMinute,
    apiKey: presentOwnKey(keys, mostPerMinute, now),
    namedKeys: keys.flatMap((key) => (key.name === null ? [] : [presentNamedKey(key, key.name, mostPerMinute)])),
  };
}

function presentChannel(line: Line): Settings['password']['codeGoesTo'] {
  const to = whereCodesGo(line);
  return to ? { channel: to.channel, target: hidden(to.target) } : null;
}

function presentOwnKey(keys: readonly Key[], mostPerMinute: number, now: Date): Settings['apiKey'] {
  const own = keys.find((key) => key.name === null && key.expiresAt === null);
  if (!own) throw new Error('a line has no key of its own');
  const former = keys.find((key) => key.name === null && key.expiresAt !== null && key.expiresAt > now);
  return {
    id: own.id,
    lastFour: own.lastFour,
    createdAt: own.createdAt.toISOString(),
    lastUsedAt: iso(own.lastUsedAt),
    perMinute: own.perMinute ?? mostPerMinute,
    former: former?.expiresAt ? { lastFour: former.lastFour, worksUntil: former.expiresAt.toISOString() } : null,
  };
}

const presentNamedKey = (key: Key, name: string, mostPerMinute: number): Settings['namedKeys'][number] => ({
  id: key.id,
  name,
  scopes: key.scopes ?? [],
  lastFour: key.lastFour,
  createdAt: key.createdAt.toISOString(),
  expiresAt: iso(key.expiresAt),
  lastUsedAt: iso(key.lastUsedAt),
  perMinute: key.perMinute ?? mostPerMinute,
});

const iso = (at: Date | null) => at?.toISOString() ?? null;
