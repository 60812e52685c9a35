import type { Deps } from '#server/deps.ts';
import { findLineAndCompany, type Line } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { unauthorized } from './refusals.ts';

type LineAndCompany = NonNullable<Awaited<ReturnType<typeof findLineAndCompany>>>;

interface At {
  readonly deps: Deps;
  readonly caller: Caller;
}

/** The calling line and its company. Throws 401 where it was deleted a moment ago. */
export async function ownLine({ deps, caller }: At): Promise<LineAndCompany> {
  const found = await findLineAndCompany(deps.db, caller);
  if (!found) throw unauthorized('The line of this API key is gone.');
  return found;
}

export const registrationOf = (line: Pick<Line, 'email' | 'cell'>) =>
  line.email !== null && line.cell !== null ? 'completed' : line.email !== null ? 'email_verified' : 'created';

export const imageOf = ({ deps }: Pick<At, 'deps'>, line: Pick<Line, 'picture'>) =>
  line.picture === null ? null : `${deps.config.publicUrl}/api/pictures/${line.picture}/256`;
