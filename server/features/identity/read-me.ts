import { commonErrors } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { findLineAndCompany } from './store.ts';

/** The signed-in line and its company. */
export async function readMe(deps: Pick<Deps, 'db'>, caller: Caller) {
  const found = await findLineAndCompany(deps.db, caller);
  if (!found || caller.provenAt === undefined) throw new AppError(commonErrors.signInNeeded);
  return { ...found, provenAt: caller.provenAt };
}
