import { eq } from 'drizzle-orm';
import type { FilesOf } from '#server/features/company/index.ts';
import { media } from './tables.ts';

/** The files of a company's texts. */
export const mediaOf: FilesOf = async (db, companyId) => {
  const found = await db.select({ key: media.key }).from(media).where(eq(media.companyId, companyId));
  return found.map(({ key }) => `media/${key}/`);
};
