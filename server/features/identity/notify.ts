import { Type } from 'typebox';
import type { Language } from '#contract/identity.ts';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import type { NoticeFacts, NoticeKind } from './notice-words.ts';

export const deliverNotice = defineJob({
  name: 'identity.deliver-notice',
  payload: Type.Object({
    id: Type.String(),
    companyId: Type.String(),
    lineId: Type.String(),
    channel: Type.Union([Type.Literal('text'), Type.Literal('mail')]),
    sealed: Type.String(),
  }),
});

/** What a notice job carries, sealed: links in it are as good as keys, and numbers do not belong in job tables. */
export interface Notice {
  readonly to: string;
  readonly language: Language;
  readonly notice: NoticeKind;
  readonly facts: NoticeFacts;
  readonly at: string;
}

/** Puts a notice on its way with the caller's transaction; whom it goes to is settled now, not when it is sent (R8). */
export async function notify(
  tx: Db,
  deps: Pick<Deps, 'secrets' | 'clock'>,
  order: {
    companyId: CompanyId;
    lineId: LineId;
    channel: 'text' | 'mail';
    to: string;
    language: Language;
    notice: NoticeKind;
    facts: NoticeFacts;
  },
): Promise<void> {
  const { companyId, lineId, channel, ...rest } = order;
  const notice: Notice = { ...rest, at: deps.clock.now().toISOString() };
  await enqueue(tx, deliverNotice, {
    id: newId(),
    companyId,
    lineId,
    channel,
    sealed: deps.secrets.seal('notice', JSON.stringify(notice)).toString('base64'),
  });
}

/** Tells the line everywhere it can be reached: e-mail and cell, as far as they are proven. */
export async function notifyEverywhere(
  tx: Db,
  deps: Pick<Deps, 'secrets' | 'clock'>,
  to: { companyId: CompanyId; id: LineId; email: string | null; cell: string | null; language: Language },
  notice: NoticeKind,
  facts: NoticeFacts,
): Promise<void> {
  const common = { companyId: to.companyId, lineId: to.id, language: to.language, notice, facts };
  if (to.email !== null) await notify(tx, deps, { ...common, channel: 'mail', to: to.email });
  if (to.cell !== null) await notify(tx, deps, { ...common, channel: 'text', to: to.cell });
}
