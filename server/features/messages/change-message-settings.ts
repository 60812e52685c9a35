import type { BodyOf } from '#contract/endpoint.ts';
import type {
  messageSettings as contract,
  MessageSettings,
  MessageSettingsChange,
} from '#contract/message-settings.ts';
import { messageSettingsErrors as e } from '#contract/messages-errors.ts';
import type { Deps } from '#server/deps.ts';
import { changed, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { OutsideRefused, webAddress } from '#server/platform/http/outside.ts';
import { tellWebhook } from './line-events.ts';
import { findMessageSettings, type SettingsChange, type SettingsRow, saveMessageSettings } from './settings-store.ts';

type Wanted = BodyOf<typeof contract.change>;
type Name = keyof MessageSettingsChange;

const mostCharacters = 160;

/**
 * Changes Message Settings: those given, all or none. A new webhook address is sent a test event. Throws `messages.response_too_long`,
 * `_signature_too_long`, `_cell_needed`, `_webhook_address`, `_changed_elsewhere`.
 */
export function changeMessageSettings(deps: Deps, caller: Caller, { set: given, was = {} }: Wanted): Promise<void> {
  const set = cleaned(given);
  return withLine(deps.db, caller, async (tx, current) => {
    const row = await findMessageSettings(tx, caller);
    const now = changeable(row);
    const names = Object.keys(set) as Name[]; // the contract lets no other name in
    for (const name of names) {
      const before = was[name];
      if (before !== undefined && !isSame(before, now[name]) && !isSame(set[name], now[name]))
        throw new AppError(e.changedElsewhere, { field: name, detail: { now: now[name] } });
    }
    if (set.forwarding?.on && current.cell === null) throw new AppError(e.cellNeeded, { field: 'forwarding' });
    const moved = names.filter((name) => !isSame(set[name], now[name]));
    if (moved.length === 0) return;
    const columns = columnsOf(set);
    await saveMessageSettings(tx, caller, columns);
    await record(
      tx,
      deps,
      caller,
      'messages.settings_changed',
      Object.fromEntries(moved.map((name) => [name, trailOf(name, now, set)])),
    );
    if (moved.includes('webhookUrl') && columns.webhookUrl) await tellWebhook(tx, caller, 'test', {}, deps.clock.now());
    await changed(tx, current);
  });
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What was typed, as it will be kept. */
function cleaned(given: MessageSettingsChange): MessageSettingsChange {
  const set = { ...given };
  if (set.signature !== undefined) {
    const text = set.signature?.replaceAll(/\r\n?/g, '\n').trim() || null;
    if (text !== null && text.length > mostCharacters) throw new AppError(e.signatureTooLong, { field: 'signature' });
    set.signature = text;
  }
  if (set.autoResponse) {
    const text = set.autoResponse.text.replaceAll(/\r\n?/g, '\n').trim();
    if (text.length > mostCharacters) throw new AppError(e.responseTooLong, { field: 'autoResponse' });
    set.autoResponse = { ...set.autoResponse, text, on: set.autoResponse.on && text !== '' };
  }
  if (set.webhookUrl !== undefined) set.webhookUrl = webhookAddress(set.webhookUrl);
  return set;
}

function webhookAddress(typed: string | null): string | null {
  const address = typed?.trim() || null;
  if (address === null) return null;
  try {
    return webAddress(address).href;
  } catch (error) {
    if (error instanceof OutsideRefused) throw new AppError(e.webhookAddress, { field: 'webhookUrl' });
    throw error;
  }
}

/** Rows as the page has them. */
export const changeable = (row: SettingsRow) =>
  ({
    signature: row.signature,
    autoResponse: { on: row.autoResponse, text: row.autoResponseText, onlyClosed: row.autoResponseOnlyClosed },
    forwarding: { on: row.forwarding, hints: row.hints },
    stopIncoming: row.stopIncoming,
    webhookUrl: row.webhookUrl,
    hideLinkInBulk: row.hideLinkInBulk,
  }) satisfies Omit<MessageSettings, 'cell' | 'webhook'>;

export const columnsOf = (set: MessageSettingsChange): SettingsChange => ({
  ...(set.signature !== undefined && { signature: set.signature }),
  ...(set.autoResponse && {
    autoResponse: set.autoResponse.on,
    autoResponseText: set.autoResponse.text,
    autoResponseOnlyClosed: set.autoResponse.onlyClosed,
  }),
  ...(set.forwarding && { forwarding: set.forwarding.on, hints: set.forwarding.hints }),
  ...(set.stopIncoming !== undefined && { stopIncoming: set.stopIncoming }),
  ...(set.webhookUrl !== undefined && { webhookUrl: set.webhookUrl }),
  ...(set.hideLinkInBulk !== undefined && { hideLinkInBulk: set.hideLinkInBulk }),
});

/** What the trail keeps of a change. Texts are the person's own words and stay out of it; an address may hold a secret after its host. */
function trailOf(name: Name, now: ReturnType<typeof changeable>, set: MessageSettingsChange): unknown {
  if (name === 'signature') return { set: set.signature !== null };
  if (name === 'autoResponse') return { on: set.autoResponse?.on, onlyClosed: set.autoResponse?.onlyClosed };
  if (name === 'webhookUrl') return { host: set.webhookUrl ? new URL(set.webhookUrl).host : null };
  return { from: now[name], to: set[name] };
}
