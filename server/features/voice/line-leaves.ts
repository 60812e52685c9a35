import { and, eq } from 'drizzle-orm';
import type { LinePart } from '#server/features/company/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { greetingFile } from './greeting-files.ts';
import { removeVoicemailFile } from './remove-voicemail.ts';
import { call, phoneSettings, voicemail } from './tables.ts';

/** What becomes of a line's calls and voicemails when it is removed: they go with its conversations, or are deleted. */
export const callsOfLine: LinePart = {
  name: 'calls',
  async handOver(tx, _deps, ref, to) {
    for (const table of [call, voicemail]) await tx.update(table).set({ lineId: to }).where(isIn(table, ref));
    await tell(tx, { line: to, topic: 'calls' });
  },
  async remove(tx, _deps, ref) {
    const left = await tx.delete(voicemail).where(isIn(voicemail, ref)).returning({ file: voicemail.file });
    // Legs and the carrier's news go with their calls.
    await tx.delete(call).where(isIn(call, ref));
    const settings = await tx
      .delete(phoneSettings)
      .where(isIn(phoneSettings, ref))
      .returning({ greeting: phoneSettings.greetingFile });
    const greetings = settings.flatMap(({ greeting }) => (greeting === null ? [] : [greetingFile(greeting)]));
    for (const file of [...left.map((one) => one.file), ...greetings]) await enqueue(tx, removeVoicemailFile, { file });
  },
};

type OfLine = typeof call | typeof voicemail | typeof phoneSettings;
const isIn = (table: OfLine, ref: LineRef) => and(eq(table.companyId, ref.companyId), eq(table.lineId, ref.lineId));
