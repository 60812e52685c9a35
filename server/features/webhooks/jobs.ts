import { lt } from 'drizzle-orm';
import { Type } from 'typebox';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { WebhookEvent } from '#contract/webhooks.ts';
import type { Deps } from '#server/deps.ts';
import { lineEvent } from '#server/features/messages/index.ts';
import { after, days } from '#server/platform/clock.ts';
import { defineJob, handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { deliverEvent } from './deliver-event.ts';
import { webhookDelivery } from './tables.ts';
import { deliver, takeEvent } from './take-event.ts';

const tidy = defineJob({ name: 'webhooks.tidy', payload: Type.Object({}) });
const keptMs = days(30);

export const webhooksJobs = (deps: Deps): JobHandler[] => [
  // The ids and the kind are those that were enqueued.
  handle(lineEvent, ({ id, companyId, lineId, event, data, at }) =>
    takeEvent(
      deps,
      { companyId: companyId as CompanyId, lineId: lineId as LineId },
      { id, event: event as WebhookEvent, data, at: new Date(at) },
    ),
  ),
  handle(deliver, (payload) => deliverEvent(deps, payload)),
  handle(
    tidy,
    async () =>
      void (await deps.db.delete(webhookDelivery).where(lt(webhookDelivery.at, after(deps.clock.now(), -keptMs)))),
    { every: '17 3 * * *' },
  ),
];
