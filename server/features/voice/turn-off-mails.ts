import { and, eq } from 'drizzle-orm';
import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { changed, hidden, line, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { lineOfLink } from './call-emails-link.ts';
import { findLine } from './store.ts';

/** Whose call e-mails a link is about. Throws `voice.link_invalid`. */
export async function lookAtOff(deps: Deps, token: string) {
  const { companyId, lineId } = lineOfLink(deps, token);
  const found = await findLine(deps.db, companyId, lineId);
  if (!found) throw new AppError(e.linkInvalid);
  return { email: hidden(found.line.email ?? '@'), on: found.line.emailNotifications };
}

/** Turns "Enable Email Notifications" off by the link of a mail; twice is as good as once. Throws `voice.link_invalid`. */
export async function turnOffMails(deps: Deps, token: string, origin: Origin) {
  const ref = lineOfLink(deps, token);
  const known = await findLine(deps.db, ref.companyId, ref.lineId);
  if (!known) throw new AppError(e.linkInvalid);
  return withLine(deps.db, ref, async (tx, current) => {
    if (current.emailNotifications) {
      await tx
        .update(line)
        .set({ emailNotifications: false })
        .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
      const detail = { emailNotifications: { from: true, to: false } };
      await record(tx, deps, { ...ref, origin, proof: 'link in a call e-mail' }, 'preferences.changed', detail);
      await changed(tx, current);
    }
    return { email: hidden(current.email ?? '@'), on: false };
  });
}
