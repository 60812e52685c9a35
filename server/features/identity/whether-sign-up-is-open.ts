import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { company } from './tables.ts';

/** `first`: nobody is here yet. Later sign-ups follow the setting; `auto` closes them once the carrier is a real one. */
export async function whetherSignUpIsOpen(deps: {
  db: Db;
  config: Deps['config'];
}): Promise<'first' | 'open' | 'closed'> {
  const [somebody] = await deps.db.select({ id: company.id }).from(company).limit(1);
  if (!somebody) return deps.config.signUp === 'closed' ? 'closed' : 'first';
  if (deps.config.signUp !== 'auto') return deps.config.signUp;
  return deps.config.carrier === 'simulator' ? 'open' : 'closed';
}
