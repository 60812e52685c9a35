import { randomInt } from 'node:crypto';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Config } from '#server/config.ts';
import type { Db } from '#server/platform/db/db.ts';
import { shortLink } from './settings-tables.ts';

const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code for a link: ten letters that nobody mistakes for each other, 57 bits to guess. */
export const newShortCode = () => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');

export const shortLinkOf = (config: Pick<Config, 'publicUrl'>, code: string) => `${config.publicUrl}/l/${code}`;

export async function insertShortLinks(
  tx: Db,
  ref: { companyId: CompanyId; lineId: LineId },
  links: ReadonlyMap<string, string>,
  at: Date,
): Promise<void> {
  if (links.size === 0) return;
  await tx
    .insert(shortLink)
    .values(
      [...links].map(([url, code]) => ({ code, companyId: ref.companyId, lineId: ref.lineId, url, createdAt: at })),
    );
}
