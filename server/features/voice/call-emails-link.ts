import type { CompanyId, LineId } from '#contract/ids.ts';
import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { Line } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { sameBytes } from '#server/platform/secrets.ts';

type Made = Pick<Deps, 'config' | 'secrets'>;

/** A link that turns the call e-mails of one line off, and does nothing else. */
const tokenFor = (deps: Pick<Deps, 'secrets'>, companyId: string, lineId: string) =>
  `${companyId}.${lineId}.${deps.secrets.mac('call e-mails off', companyId, lineId).toString('base64url')}`;

/** The page with the button; the token is in the fragment, which no server is sent (R10). */
export const offUrl = (deps: Made, line: Line) =>
  `${deps.config.publicUrl}/call-emails-off#${tokenFor(deps, line.companyId, line.id)}`;

/** What lets mail programs offer the same (RFC 8058): they post, so that following links turns nothing off. */
export const offHeaders = (deps: Made, line: Line) => ({
  'List-Unsubscribe': `<${deps.config.publicUrl}/mail/call-emails-off/${tokenFor(deps, line.companyId, line.id)}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** The line a link was made for. Throws `voice.link_invalid`. */
export function lineOfLink(deps: Pick<Deps, 'secrets'>, token: string): { companyId: CompanyId; lineId: LineId } {
  const [companyId = '', lineId = '', mac = ''] = token.split('.');
  const made = Buffer.from(tokenFor(deps, companyId, lineId).split('.')[2] ?? '', 'base64url');
  if (!/^\d{1,19}$/.test(companyId) || !/^\d{1,19}$/.test(lineId) || !sameBytes(made, Buffer.from(mac, 'base64url')))
    throw new AppError(e.linkInvalid);
  return { companyId: companyId as CompanyId, lineId: lineId as LineId }; // what we wrote into it
}
