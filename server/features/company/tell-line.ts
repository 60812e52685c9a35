import type { Deps } from '#server/deps.ts';
import { type Line, mailLetter } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { sendText } from './job-kinds.ts';
import { type Facts, type LineNews, mailWords } from './mail-words.ts';

/** Tells somebody what was done to their line: by mail, or by text where there is no address. */
export async function tellLine(
  tx: Db,
  deps: Deps,
  to: Line,
  news: LineNews,
  facts: Omit<Facts, 'name'>,
): Promise<void> {
  const words = mailWords[to.language].news[news]({ ...facts, name: to.name });
  const url = urlOf(deps, news, to);
  if (to.email !== null) {
    await mailLetter(tx, deps, { to: to.email, language: to.language, words, url });
    return;
  }
  if (to.cell === null) return;
  const text = words.action ? `Trunkline: ${words.fact} ${words.action.lead} ${url}` : `Trunkline: ${words.fact}`;
  await textSealed(tx, deps, { companyId: to.companyId, to: to.cell, text });
}

/** Puts a text on its way with the caller's transaction; whom it goes to and what it says are sealed. */
export async function textSealed(
  tx: Db,
  deps: Deps,
  order: { companyId: Line['companyId']; to: string; text: string },
): Promise<void> {
  await enqueue(tx, sendText, {
    companyId: order.companyId,
    id: newId(),
    sealed: deps.secrets.seal('company text', JSON.stringify({ to: order.to, text: order.text })).toString('base64'),
  });
}

function urlOf(deps: Deps, news: LineNews, to: Line): string {
  const { publicUrl } = deps.config;
  if (news === 'reset') return `${publicUrl}/forgot?username=${encodeURIComponent(to.username)}`;
  if (news === 'deletion') return `${publicUrl}/settings#delete-account`;
  return news === 'resumed' ? `${publicUrl}/sign-in` : `${publicUrl}/settings`;
}
