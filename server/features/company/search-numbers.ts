import { companyErrors as c } from '#contract/company-errors.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { readCompany } from './read-company.ts';

/** Numbers the carrier offers in the company's region. Throws `company.carrier_down`. */
export async function searchNumbers(deps: Deps, caller: Caller, areaCode: string | undefined) {
  const { region } = await readCompany(deps, caller);
  return deps.carrier
    .searchNumbers({ country: region, ...(areaCode !== undefined && { areaCode }), limit: 10 })
    .catch(carrierIsDown(deps));
}

export const carrierIsDown = (deps: Pick<Deps, 'log'>) => (error: unknown) => {
  deps.log.warn({ err: error }, 'the carrier could not be asked about numbers');
  throw new AppError(c.carrierDown);
};
