import type { Deps } from '#server/deps.ts';
import { findLineAndCompany, mailLetter } from '#server/features/identity/index.ts';
import { after, days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { mailWords } from './mail-words.ts';
import type { invitation } from './tables.ts';
import { textSealed } from './tell-line.ts';
import type { Company } from './with-company.ts';

export const goodUntil = (now: Date) => after(now, days(7));

/** Puts the link on its way. R10: its token is in the fragment, and the page it opens changes nothing by itself. */
export async function sendInvitation(
  tx: Db,
  deps: Deps,
  company: Company,
  of: typeof invitation.$inferSelect,
  token: string,
): Promise<void> {
  const by = await findLineAndCompany(tx, { companyId: company.id, lineId: of.invitedBy });
  // Nobody knows yet which language the invited person reads: most likely that of who invites them.
  const language = by?.line.language ?? 'en';
  const words = mailWords[language].invitation({
    name: of.name,
    company: company.name,
    invitedBy: by?.line.name ?? company.name,
  });
  const url = `${deps.config.publicUrl}/join#${token}`;
  if (of.channel === 'mail') return mailLetter(tx, deps, { to: of.target, language, words, url });
  return textSealed(tx, deps, { companyId: company.id, to: of.target, text: `${words.text} ${url}` });
}
