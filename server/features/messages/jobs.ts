import { Type } from 'typebox';
import type { CompanyId, EntryId, PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { receiptsCame, textsCame } from '#server/features/identity/index.ts';
import { defineJob, handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { applyReceipts } from './apply-receipts.ts';
import { askAfterReceipts, askAfterReceiptsJob } from './ask-after-receipts.ts';
import { dropMediaFiles, removeMediaFiles } from './drop-media-files.ts';
import { fetchMedia, fetchMediaFile } from './fetch-media.ts';
import { lookUpTexts } from './look-up.ts';
import { receiveTexts } from './receive-texts.ts';
import { sendScheduled } from './send-scheduled.ts';
import { sendTexts } from './send-texts.ts';
import * as kinds from './sending-jobs.ts';
import { tidyMessages } from './tidy-messages.ts';
import { wakeMorning } from './wake-morning.ts';

const tidy = defineJob({ name: 'messages.tidy', payload: Type.Object({}) });

export const messagesJobs = (deps: Deps): JobHandler[] => [
  // Ids and numbers are those that were enqueued.
  handle(kinds.sendTexts, ({ from }) => sendTexts(deps, from as PhoneNumber)),
  handle(kinds.lookUpTexts, ({ from }) => lookUpTexts(deps, from as PhoneNumber)),
  handle(kinds.wakeTexts, ({ companyId, messageId }) =>
    wakeMorning(deps, { companyId: companyId as CompanyId, messageId: messageId as EntryId }),
  ),
  handle(kinds.sendScheduledJob, (payload) => sendScheduled(deps, payload)),
  handle(receiptsCame, () => applyReceipts(deps)),
  // At night in America, where nobody waits for the carrier.
  handle(askAfterReceiptsJob, ({ after }) => askAfterReceipts(deps, after), { every: '11 9 * * *' }),
  handle(textsCame, () => receiveTexts(deps)),
  handle(dropMediaFiles, ({ keys }) => removeMediaFiles(deps, keys)),
  handle(tidy, () => tidyMessages(deps), { every: '43 * * * *' }),
  handle(fetchMedia, (payload, attempt) => fetchMediaFile(deps, payload, attempt)),
];
