import { queryOptions, useQuery } from '@tanstack/react-query';
import { billing } from '#contract/billing.ts';
import { type PlanUsage, plan } from '#contract/plan.ts';
import { call } from '#web/lib/api.ts';

/** Keys begin with `plan`, the topic that tells of any change of it. */
export const planQuery = queryOptions({
  queryKey: ['plan', 'usage'],
  queryFn: ({ signal }): Promise<PlanUsage> => call(plan.read, { signal }),
});
export const usePlan = () => useQuery(planQuery);

/** Whom to ask for another plan: for those who may not change it themselves. */
export const useCaretakers = (wanted: boolean) =>
  useQuery({
    queryKey: ['plan', 'caretakers'],
    queryFn: ({ signal }) => call(billing.caretakers, { signal }),
    enabled: wanted,
  });

/** Whether there is anything to buy: a company that its operator made Unlimited never sees a bill. */
export const isSold = ({ plan: own }: PlanUsage) => own.monthlyCents !== null || own.endsAt !== null;
