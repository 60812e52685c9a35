import { type Limited, planErrors } from '#contract/plan.ts';
import { AppError } from '#server/platform/errors.ts';

/** How a meter stands, as the statement that refused has seen it. */
export interface Standing {
  readonly limit: number;
  readonly used: number;
  readonly reserved: number;
  readonly renews_on: string;
  readonly renews_at: string;
}

/** "Account Limits Reached": names the limit, what helps, and the next renewal. */
export function limitsReached(of: Standing & { meter: Limited; wanted: number }): AppError {
  const fits = of.used + of.reserved < of.limit;
  const remedy = [
    'upgrade',
    // Groups do not come back with a renewal.
    ...(of.meter === 'groups' ? [] : ['wait']),
    ...(of.wanted > 1 && fits ? ['fewer'] : []),
  ];
  return new AppError(planErrors.limitsReached, {
    detail: {
      meter: of.meter,
      limit: of.limit,
      used: of.used,
      reserved: of.reserved,
      wanted: of.wanted,
      renewsOn: of.renews_on,
      renewsAt: new Date(of.renews_at).toISOString(),
      remedy,
    },
  });
}
