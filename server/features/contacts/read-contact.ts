import { contactErrors as e, type Contact as Shown } from '#contract/contacts.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { presentContact } from './present.ts';
import { findContact, listGroupsOfContact } from './store.ts';

/** One contact with all that is known of it. Throws `contacts.not_found`. */
export async function readContact(db: Db, ref: LineRef, id: string): Promise<Shown> {
  const found = await findContact(db, ref, id);
  if (!found) throw new AppError(e.notFound);
  return presentContact(found, await listGroupsOfContact(db, ref.companyId, found.id));
}
