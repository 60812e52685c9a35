import { groupErrors as e, type Group } from '#contract/groups.ts';
import { findGroup } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { presentGroup } from './present.ts';

/** Throws `groups.not_found`. */
export async function readGroup(db: Db, ref: LineRef, id: string): Promise<Group> {
  const found = await findGroup(db, ref, id);
  if (!found) throw new AppError(e.notFound);
  return presentGroup(found);
}
