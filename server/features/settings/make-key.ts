import type { BodyOf } from '#contract/endpoint.ts';
import type { KeyId } from '#contract/ids.ts';
import { settingsErrors as s, type settings } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { changed, record, withLine } from '#server/features/identity/index.ts';
import { after, days } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { newId } from '#server/platform/ids.ts';
import { digestOf, newToken } from '#server/platform/secrets.ts';
import { countNamedKeys, insertKey } from './store.ts';
import { tellOwner } from './tell-owner.ts';

const most = 50;

/** Makes a named key and answers it, the one time it is there to be read. Throws `settings.key_name_shape`, `settings.too_many_keys`. */
export function makeKey(deps: Deps, caller: Caller, wanted: BodyOf<typeof settings.makeKey>): Promise<string> {
  const name = parseKeyName(wanted.name);
  return withLine(deps.db, caller, async (tx, current) => {
    if ((await countNamedKeys(tx, caller.companyId, caller.lineId)) >= most) throw new AppError(s.tooManyKeys);
    const now = deps.clock.now();
    const key = `tk_${newToken()}`;
    await insertKey(tx, {
      companyId: caller.companyId,
      lineId: caller.lineId,
      id: newId<KeyId>(),
      name,
      digest: digestOf(key),
      lastFour: key.slice(-4),
      scopes: wanted.scopes,
      createdAt: now,
      expiresAt: wanted.expiresInDays === null ? null : after(now, days(wanted.expiresInDays)),
    });
    await tellOwner(tx, deps, current, 'key.made', name);
    await record(tx, deps, caller, 'key.made', {
      name,
      lastFour: key.slice(-4),
      scopes: wanted.scopes,
      expiresInDays: wanted.expiresInDays,
    });
    await changed(tx, current);
    return key;
  });
}

function parseKeyName(text: string): string {
  const name = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const length = [...name].length;
  if (length < 1 || length > 60 || /\p{C}/u.test(name)) throw new AppError(s.keyNameShape, { field: 'name' });
  return name;
}
