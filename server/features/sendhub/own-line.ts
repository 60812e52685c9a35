import { findLineAndCompany, type Line } from '#server/features/identity/index.ts';
import type { V1Call } from './call.ts';
import { unauthorized } from './refusals.ts';

type Company = NonNullable<Awaited<ReturnType<typeof findLineAndCompany>>>['company'];

/** The calling line and its company. Throws 401 where it was deleted a moment ago. */
export async function ownLine({ deps, caller }: V1Call): Promise<{ line: Line; company: Company }> {
  const found = await findLineAndCompany(deps.db, caller);
  if (!found) throw unauthorized('The line of this API key is gone.');
  return found;
}

export const registrationOf = (line: Pick<Line, 'email' | 'cell'>) =>
  line.email !== null && line.cell !== null ? 'completed' : line.email !== null ? 'email_verified' : 'created';

export const imageOf = ({ deps }: V1Call, line: Pick<Line, 'picture'>) =>
  line.picture === null ? null : `${deps.config.publicUrl}/api/pictures/${line.picture}/256`;
