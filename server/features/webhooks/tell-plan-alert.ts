import { tellWebhook } from '#server/features/messages/index.ts';
import type { HearAlert } from '#server/features/plan/index.ts';

/** Tells the webhook addresses of those who look after the plan of a threshold that was reached, in the transaction that mails them. */
export const tellPlanAlert: HearAlert = async (tx, { caretakers, at, ...facts }) => {
  for (const ref of caretakers) await tellWebhook(tx, ref, 'plan', facts, at);
};
