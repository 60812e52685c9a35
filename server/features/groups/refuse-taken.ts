import { groupErrors as e } from '#contract/groups.ts';
import { violatedConstraint } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';

/** Says which of a group's names is taken, where an index refused it. Throws `groups.name_taken`, `groups.keyword_taken`. */
export function refuseTaken(error: unknown): never {
  const broken = violatedConstraint(error);
  if (broken === 'contact_group_name') throw new AppError(e.nameTaken, { field: 'name' });
  if (broken === 'contact_group_keyword') throw new AppError(e.keywordTaken, { field: 'keyword' });
  throw error;
}
