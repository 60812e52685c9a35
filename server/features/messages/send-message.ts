import type { Draft, Sent } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { answerOnce } from './answer-once.ts';
import { prepareSend } from './prepare-send.ts';
import { scheduleMessage } from './schedule-message.ts';
import { momentOf } from './send-at.ts';
import { listed, type Sender } from './sender.ts';
import { writeSend } from './write-send.ts';

export interface SendOrder extends Draft {
  readonly key?: string;
}

/**
 * Sends a text, now or later: rows, what it costs and the job that hands it over are one transaction, so that it exists whole
 * or not at all. The same key again gets the same answer. Throws what the contract's `send` may be refused with.
 */
export function sendMessage(deps: Deps, sender: Sender, order: SendOrder, source: 'app' | 'api'): Promise<Sent> {
  const { key, ...draft } = order;
  return deps.db.transaction((tx) => {
    const send = () => sendOrSchedule(tx, deps, sender, draft, source);
    return key === undefined ? send() : answerOnce(tx, deps, sender, { key, order: draft }, send);
  });
}

async function sendOrSchedule(tx: Db, deps: Deps, sender: Sender, draft: Draft, source: 'app' | 'api'): Promise<Sent> {
  const at = deps.clock.now();
  if (draft.sendAt !== undefined) return scheduleMessage(tx, deps, sender, draft, momentOf(draft.sendAt, at), source);
  const prepared = await prepareSend(tx, deps, sender, draft, at);
  if (prepared.refusal) throw prepared.refusal;
  const written = await writeSend(tx, deps, sender, prepared, source, at);
  return {
    ...written,
    scheduled: null,
    recipients: prepared.addressees.length,
    segments: prepared.segments,
    ...listed(prepared.chosen.leftOut),
  };
}
