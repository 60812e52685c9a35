import { and, eq, isNotNull } from 'drizzle-orm';
import type { FilesOf } from '#server/features/company/index.ts';
import { greetingFile } from './greeting-files.ts';
import { phoneSettings, voicemail } from './tables.ts';

/** The recordings of a company: voicemails and greetings, each with its folder. */
export const recordingsOf: FilesOf = async (db, companyId) => {
  const kept = await db.select({ file: voicemail.file }).from(voicemail).where(eq(voicemail.companyId, companyId));
  const greetings = await db
    .select({ key: phoneSettings.greetingFile })
    .from(phoneSettings)
    .where(and(eq(phoneSettings.companyId, companyId), isNotNull(phoneSettings.greetingFile)));
  return [
    ...kept.map(({ file }) => folderOf(file)),
    ...greetings.flatMap(({ key }) => (key === null ? [] : folderOf(greetingFile(key)))),
  ];
};

const folderOf = (file: string) => file.replace(/[^/]*$/, '');
