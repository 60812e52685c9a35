import type { Deps } from '#server/deps.ts';
import type { Line } from '#server/features/identity/index.ts';
import { readMessageSettings } from '#server/features/messages/index.ts';
import { readRules } from '#server/features/voice/index.ts';

/** The switches, as one line has them. */
export async function flagsOf(deps: Deps, line: Line) {
  const ref = { companyId: line.companyId, lineId: line.id };
  const [messages, rules] = await Promise.all([readMessageSettings(deps, ref), readRules(deps.db, ref)]);
  return {
    automated_sms_response: messages.autoResponse.on ? messages.autoResponse.text : null,
    desktop_notifications: line.desktopNotifications,
    disable_incoming_sms: messages.stopIncoming,
    email_calling_notifications: line.emailNotifications,
    hide_link_in_bulk_messages: messages.hideLinkInBulk,
    mask_caller_id: rules.maskCallerId,
    send_only_via_short_code: false,
    send_only_via_toll_free: false,
    signature: messages.signature,
    /** Where texts are forwarded to: an id there, so the line's own here; null: nowhere. */
    sms_forwarding: messages.forwarding.on ? line.id : null,
    sms_fwd_help: messages.forwarding.hints,
    sms_webhook_url: messages.webhookUrl,
    sound_notifications: line.soundNotifications,
    toll_free_primary: false,
    transcribe_voice_mails: rules.transcribe,
  };
}
