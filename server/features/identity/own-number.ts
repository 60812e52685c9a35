import type { OwnedNumber } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { oneAtATime } from '#server/platform/db/one-at-a-time.ts';

/**
 * The number of ours that carries this label at the carrier, else one that `take` takes now. A repeat after a crash, and another
 * process that asks at the same moment, find what was taken instead of paying twice.
 */
export const ownNumber = (deps: Deps, label: string, take: () => Promise<OwnedNumber>): Promise<OwnedNumber> =>
  oneAtATime(deps.db.$client, `number ${label}`, async () => {
    const [known] = await deps.carrier.listNumbers({ label });
    return known ?? take();
  });
