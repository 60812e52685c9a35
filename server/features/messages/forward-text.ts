import { and, eq } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { findContactByNumber } from '#server/features/contacts/index.ts';
import { hours } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { mostCharacters } from './message-text.ts';
import { noteAnswered } from './note-answered.ts';
import { replyWords } from './reply-words.ts';
import { sendOne } from './send-one.ts';
import { findMessageSettings, saveMessageSettings } from './settings-store.ts';
import { lastAnswered } from './settings-tables.ts';
import type { TextedLine, TextIn } from './texted-line.ts';

const hintEveryMs = hours(24);

/** Sends a text that came in on to the line's cell, from the line's number, so that an answer finds its way back. */
export async function forwardText(tx: Db, deps: Deps, to: TextedLine, event: TextIn): Promise<void> {
  if (to.cell === null || to.cell === event.from) return;
  const words = replyWords[to.language];
  const who = await findContactByNumber(tx, to, event.from as PhoneNumber); // a short code is nobody's
  const name = who?.name || event.from;
  const text = words.from(name, event.text, event.media.length).slice(0, mostCharacters);
  const own = { from: to.number, to: to.cell, source: 'auto', hidden: true } as const;
  if (!(await sendOne(tx, deps, to, { ...own, text }))) return;
  await saveMessageSettings(tx, to, { lastForwarded: event.from });
  const settings = await findMessageSettings(tx, to);
  if (!settings.hints || !(await isHintDue(tx, deps, to))) return;
  await noteAnswered(tx, to, to.cell, 'hint', deps.clock.now());
  await sendOne(tx, deps, to, { ...own, text: words.hint(name, who?.keyword ?? null) });
}

async function isHintDue(tx: Db, deps: Deps, to: TextedLine): Promise<boolean> {
  const [last] = await tx
    .select({ at: lastAnswered.at })
    .from(lastAnswered)
    .where(
      and(
        eq(lastAnswered.companyId, to.companyId),
        eq(lastAnswered.lineId, to.lineId),
        eq(lastAnswered.number, to.cell ?? ''),
        eq(lastAnswered.kind, 'hint'),
      ),
    );
  return !last || deps.clock.now().getTime() - last.at.getTime() >= hintEveryMs;
}
