import type { CompanyId, PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { composeNoticeMail, composeNoticeText } from './compose.ts';
import type { Notice } from './notify.ts';
import { sendSystemText } from './send-system-text.ts';

/** Sends a notice by text or mail; throws when it is to be tried again later. */
export async function deliverNotice(
  deps: Deps,
  payload: { id: string; companyId: string; channel: 'text' | 'mail'; sealed: string },
): Promise<void> {
  const { to, language, notice, facts } = JSON.parse(
    deps.secrets.open('notice', Buffer.from(payload.sealed, 'base64')),
  ) as Notice; // sealed by `notify`
  if (payload.channel === 'text') {
    await sendSystemText(deps, {
      companyId: payload.companyId as CompanyId,
      id: payload.id,
      to: to as PhoneNumber,
      text: composeNoticeText(language, notice, facts, deps.config.publicUrl),
    }); // ids and number come from `notify`
    return;
  }
  const outcome = await deps.mailer.send({
    id: payload.id,
    to,
    ...composeNoticeMail(language, notice, facts, deps.config.publicUrl),
  });
  if (outcome.kind === 'refused')
    deps.log.warn({ notice, why: outcome.why }, 'a notice was refused by the mail server');
}
