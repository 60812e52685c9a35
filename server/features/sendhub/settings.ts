import { changeMessageSettings, readMessageSettings } from '#server/features/messages/index.ts';
import { changeName, changePreferences, proposeCell } from '#server/features/settings/index.ts';
import { changeRules } from '#server/features/voice/index.ts';
import { allOrNothing } from './all-or-nothing.ts';
import type { V1Call } from './call.ts';
import { flagsOf } from './flags.ts';
import { ownLine } from './own-line.ts';
import { readSettingsNow } from './read-settings.ts';
import { badFields } from './refusals.ts';
import { textOf, truthOf } from './wire.ts';

/** GET /v1/settings: My Settings, Message Settings, Phone Settings and the plan as one object. */
export const showSettings = async ({ deps, settingsOf, caller, plan }: V1Call) =>
  plan ? settingsOf(caller, plan) : readSettingsNow(deps, caller);

/** PUT /v1/settings: what may be written is, all of it or nothing, with the checks of My Settings; what is read-only is passed over. */
export async function putSettings(call: V1Call) {
  await allOrNothing(call, writeSettings);
  const { deps, caller } = call;
  const after = await readSettingsNow(deps, caller);
  return { ...after, mask_caller_id: (await flagsOf(deps, (await ownLine(call)).line)).mask_caller_id };
}

async function writeSettings(call: V1Call): Promise<void> {
  const { deps, caller, body } = call;
  const current = await readSettingsNow(deps, caller);
  const flags = await flagsOf(deps, (await ownLine(call)).line);
  const flag = (name: string) => changedFlag(body, name, current);
  const text = (name: string) => changedText(body, name, current);

  const name = text('name');
  if (name !== undefined) await changeName(deps, caller, { name: name ?? '' });
  const preferences = {
    ...defined('desktopNotifications', flag('desktop_notifications')),
    ...defined('soundNotifications', flag('sound_notifications')),
    ...defined('emailNotifications', flag('email_calling_notifications')),
  };
  if (Object.keys(preferences).length > 0) await changePreferences(deps, caller, { set: preferences });
  const messages = await messageChanges(call, current);
  if (Object.keys(messages).length > 0) await changeMessageSettings(deps, caller, { set: messages });
  const rules = {
    ...defined('transcribe', flag('transcribe_voice_mails')),
    ...defined('maskCallerId', changedFlag(body, 'mask_caller_id', flags)),
  };
  if (Object.keys(rules).length > 0) await changeRules(deps, caller, { set: rules });
  const cell = text('phone_number');
  // The number in force stays until the code that goes to this one is typed on My Settings.
  if (cell && cell !== current.pending_phone_number) await proposeCell(deps, caller, cell);
}

type Shown = Readonly<Record<string, unknown>>;

async function messageChanges({ deps, caller, body }: V1Call, current: Shown) {
  const now = await readMessageSettings(deps, caller);
  const response = changedText(body, 'automated_sms_response', current);
  const signature = changedText(body, 'signature', current);
  const webhook = changedText(body, 'sms_webhook_url', current);
  const forwarding = body['sms_forwarding'];
  // An id, as it is read, or whatever else clients wrote for yes; nothing, null and "false" are no.
  const on =
    forwarding === undefined ? undefined : forwarding !== '' && forwarding !== null && truthOf(forwarding) !== false;
  const hints = changedFlag(body, 'sms_fwd_help', current);
  return {
    ...(response !== undefined && {
      autoResponse: { ...now.autoResponse, on: Boolean(response?.trim()), text: response ?? now.autoResponse.text },
    }),
    ...(signature !== undefined && { signature: signature || null }),
    ...(webhook !== undefined && { webhookUrl: webhook || null }),
    ...((on !== undefined && on !== now.forwarding.on) || hints !== undefined
      ? { forwarding: { on: on ?? now.forwarding.on, hints: hints ?? now.forwarding.hints } }
      : {}),
    ...defined('stopIncoming', changedFlag(body, 'disable_incoming_sms', current)),
    ...defined('hideLinkInBulk', changedFlag(body, 'hide_link_in_bulk_messages', current)),
  };
}

const defined = <K extends string, V>(name: K, value: V | undefined): { [name in K]?: V } =>
  value === undefined ? {} : ({ [name]: value } as { [name in K]: V }); // the one key it is made with

/** What was sent, unless it is what stands: clients send the whole object back. Throws a 400 beside the field. */
function changedFlag(body: V1Call['body'], name: string, current: Shown): boolean | undefined {
  if (body[name] === undefined || body[name] === null) return undefined;
  const value = truthOf(body[name]);
  if (value === undefined) throw badFields({ [name]: ['This is true or false.'] });
  return value === current[name] ? undefined : value;
}

function changedText(body: V1Call['body'], name: string, current: Shown): string | null | undefined {
  if (body[name] === undefined || body[name] === current[name]) return undefined;
  if (body[name] === null) return null;
  const value = textOf(body[name]);
  if (value === undefined) throw badFields({ [name]: ['This is a text.'] });
  return value === current[name] ? undefined : value;
}
