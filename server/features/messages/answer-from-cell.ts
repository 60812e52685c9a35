import type { Deps } from '#server/deps.ts';
import { findContactByKeyword } from '#server/features/contacts/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { prepareSend } from './prepare-send.ts';
import { replyWords } from './reply-words.ts';
import { sendOne } from './send-one.ts';
import { findMessageSettings, saveMessageSettings } from './settings-store.ts';
import type { TextedLine } from './texted-line.ts';
import { writeSend } from './write-send.ts';

/** A text from the line's own cell: an answer to whoever was forwarded last, or to the contact whose keyword it begins with. */
export async function answerFromCell(tx: Db, deps: Deps, to: TextedLine, text: string): Promise<void> {
  const settings = await findMessageSettings(tx, to);
  const words = replyWords[to.language];
  const told = (reason: string) =>
    to.cell === null || !settings.hints
      ? Promise.resolve(false)
      : sendOne(tx, deps, to, { from: to.number, to: to.cell, text: reason, source: 'auto', hidden: true });
  const aim = await aimOf(tx, to, text, settings.lastForwarded);
  if (!aim) {
    await told(words.nobodyToAnswer);
    return;
  }
  try {
    // In a part of its own: a refusal undoes the answer and nothing else.
    await tx.transaction(async (part) => {
      const at = deps.clock.now();
      const prepared = await prepareSend(part, deps, to, { to: { numbers: [aim.number] }, text: aim.text }, at);
      if (prepared.refusal) throw prepared.refusal;
      await writeSend(part, deps, to, prepared, 'cell', at);
      await saveMessageSettings(part, to, { lastForwarded: aim.number });
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await told(words.notSent(error.spec.message));
  }
}

async function aimOf(
  tx: Db,
  to: TextedLine,
  text: string,
  last: string | null,
): Promise<{ number: string; text: string } | undefined> {
  const [, word, rest] = /^\s*([^\s:,]{1,40})[\s:,]+([\s\S]+)$/.exec(text) ?? [];
  const found = word === undefined ? undefined : await findContactByKeyword(tx, to, word);
  if (found && rest) return { number: found.number, text: rest.trim() };
  return last === null ? undefined : { number: last, text };
}
