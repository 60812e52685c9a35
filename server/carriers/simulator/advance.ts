import { after } from '#server/platform/clock.ts';
import { type ErrandRow, endErrand, insertErrand } from './errand-store.ts';
import { findServed } from './number-store.ts';
import { type Db, inTransaction } from './tables.ts';
import { arrive } from './take-text.ts';
import { lockText, setStatus, type TextRow } from './text-store.ts';
import type { World } from './world.ts';

/** Takes a text one step further: queued, sent, then delivered or not, and what is due after each. */
export async function advance(world: World, errand: ErrandRow): Promise<void> {
  const text = await inTransaction(world.pool, async (tx) => {
    if (!(await endErrand(tx, errand.id))) return undefined;
    const current = await lockText(tx, errand.text_sid);
    if (current?.status === 'queued') return send(world, tx, current);
    if (current?.status === 'sent') return deliver(world, tx, current);
    return undefined;
  });
  if (!text) return;
  world.wake();
  world.live.tell(text.to_number);
}

async function send(world: World, tx: Db, text: TextRow): Promise<TextRow> {
  const at = world.clock.now();
  const sent = await setStatus(tx, text.sid, { status: 'sent', at });
  const delivery = after(at, world.pace.deliveredMs + text.faults.delayMs);
  await insertErrand(tx, { kind: 'advance', text_sid: text.sid, dueAt: delivery });
  await report(world, tx, sent, text.faults.reorderCallbacks ? after(delivery, 2 * world.pace.deliveredMs) : at);
  return sent;
}

async function deliver(world: World, tx: Db, text: TextRow): Promise<TextRow> {
  const at = world.clock.now();
  const { failsWith } = text.faults;
  const ended =
    failsWith === null
      ? await setStatus(tx, text.sid, { status: 'delivered', at })
      : await setStatus(tx, text.sid, { status: 'undelivered', errorCode: failsWith, at });
  await report(world, tx, ended, at);
  // From one served number to another: for the second one it is a text in.
  if (failsWith === null && (await findServed(tx, { number: text.to_number }))) {
    await arrive(world, tx, { from: text.from_number, to: text.to_number, body: text.body, media: text.media }, at);
  }
  return ended;
}

/** Puts the news of a text's state on its way to the account's server. */
async function report(world: World, tx: Db, text: TextRow, dueAt: Date): Promise<void> {
  if (text.status_callback === '' || text.faults.dropReceipts) return;
  const form: Record<string, string> = {
    ApiVersion: '2010-04-01',
    AccountSid: world.account.sid,
    MessageSid: text.sid,
    SmsSid: text.sid,
    MessageStatus: text.status,
    SmsStatus: text.status,
    From: text.from_number,
    To: text.to_number,
    ...(text.error_code === null ? {} : { ErrorCode: String(text.error_code) }),
  };
  const times = text.faults.duplicateCallbacks ? 2 : 1;
  for (let time = 0; time < times; time += 1) {
    await insertErrand(tx, { kind: 'status', text_sid: text.sid, url: text.status_callback, form, dueAt });
  }
}
