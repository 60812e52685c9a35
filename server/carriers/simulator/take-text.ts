import { after } from '#server/platform/clock.ts';
import { lastFour } from '#server/platform/log.ts';
import { insertErrand } from './errand-store.ts';
import type { TextFaults } from './faults.ts';
import { ensureHandset } from './handset-store.ts';
import { findServed } from './number-store.ts';
import { type Db, inTransaction } from './tables.ts';
import { insertText, type TextRow } from './text-store.ts';
import type { World } from './world.ts';

interface Taken {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly media: readonly string[];
}

/** Takes a text from the account and sets it on its way; whoever it is for has a handset from now on. */
export async function takeFromAccount(
  world: World,
  text: Taken & { statusCallback: string; faults: TextFaults },
): Promise<TextRow> {
  const at = world.clock.now();
  const row = await inTransaction(world.pool, async (tx) => {
    await ensureHandset(tx, text.to, at);
    const inserted = await insertText(tx, { ...text, direction: 'outbound-api', at });
    const dueAt = after(at, world.pace.sentMs + text.faults.delayMs);
    await insertErrand(tx, { kind: 'advance', text_sid: inserted.sid, dueAt });
    return inserted;
  });
  world.wake();
  world.live.tell(text.to);
  world.log.info({ sid: row.sid, to: lastFour(row.to_number), segments: row.segments }, 'text taken from the account');
  return row;
}

/** Takes a text that a handset sends. Both ends have a handset from now on, save a number that is served. */
export async function takeFromHandset(world: World, text: Taken): Promise<TextRow> {
  const at = world.clock.now();
  const row = await inTransaction(world.pool, async (tx) => {
    await ensureHandset(tx, text.from, at);
    await ensureHandset(tx, text.to, at);
    return arrive(world, tx, text, at);
  });
  world.wake();
  world.live.tell(text.from);
  world.live.tell(text.to);
  return row;
}

/** Lets a text reach its number: a served one's webhook is told, a handset just has it. */
export async function arrive(world: World, tx: Db, text: Taken, at: Date): Promise<TextRow> {
  const served = await findServed(tx, { number: text.to });
  const row = await insertText(tx, { ...text, direction: served ? 'inbound' : 'aside', at });
  if (served && served.sms_url !== '') {
    await insertErrand(tx, {
      kind: 'inbound',
      text_sid: row.sid,
      url: served.sms_url,
      form: inboundForm(world, row),
      dueAt: at,
    });
  }
  return row;
}

function inboundForm(world: World, text: TextRow): Record<string, string> {
  const media = text.media.flatMap((url, place) => [
    [`MediaUrl${place}`, url],
    [`MediaContentType${place}`, contentTypeOf(url)],
  ]);
  return {
    ApiVersion: '2010-04-01',
    AccountSid: world.account.sid,
    MessageSid: text.sid,
    SmsSid: text.sid,
    SmsMessageSid: text.sid,
    SmsStatus: 'received',
    From: text.from_number,
    To: text.to_number,
    Body: text.body,
    NumSegments: String(text.segments),
    NumMedia: String(text.media.length),
    ...Object.fromEntries(media),
  };
}

const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
};
/** The kind of a file by the ending of its address; a picture where that says nothing. */
export const contentTypeOf = (url: string) =>
  types[/\.(\w+)$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? ''] ?? 'image/jpeg';
