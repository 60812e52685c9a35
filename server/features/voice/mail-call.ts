import { Type } from 'typebox';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { hidden, mailLetter } from '#server/features/identity/index.ts';
import { seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { offHeaders, offUrl } from './call-emails-link.ts';
import { callMailWords } from './call-mail-words.ts';
import { isE164 } from './dialled-number.ts';
import { findCaller } from './find-caller.ts';
import { formatNational } from './format-national.ts';
import {
  type Called,
  type CallRow,
  findLine,
  findVoicemailOf,
  lockCall,
  updateCall,
  type VoicemailRow,
} from './store.ts';

export const mailCall = defineJob({
  name: 'voice.mail-call',
  payload: Type.Object({ companyId: Type.String(), callId: Type.String() }),
});

const transcriptPatience = seconds(60);
/** Some mail servers refuse more; beyond it the mail has the link alone. */
const largestAttachmentBytes = 4 * 1024 * 1024;

/** Puts the one mail about a call on its way, with its outcome: for a missed call or a voicemail, and nothing else. */
export async function sendCallMail(tx: Db, call: CallRow): Promise<void> {
  if (!wantsMail(call)) return;
  const waits = call.outcome === 'voicemail' && call.steps.some((step) => step.step === 'record' && step.transcribe);
  await enqueueMail(tx, call, waits ? transcriptPatience : 0);
}

/** What the mail waited for is there: it goes now. */
export async function hurryCallMail(tx: Db, call: CallRow): Promise<void> {
  if (call.outcome === 'voicemail' && call.mailedAt === null && wantsMail(call)) await enqueueMail(tx, call, 0);
}

const wantsMail = (call: CallRow) =>
  call.incoming && (call.outcome === 'missed' || call.outcome === 'voicemail') && call.reason !== 'blocked';

const enqueueMail = (tx: Db, call: CallRow, afterMs: number) =>
  enqueue(tx, mailCall, { companyId: call.companyId, callId: call.id }, { afterMs, key: `call-mail:${call.id}` });

/** Writes the mail, once, if the line still wants it and has a proven address. */
export async function writeCallMail(deps: Deps, payload: { companyId: string; callId: string }): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, callId: payload.callId }; // enqueued above
  await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call || call.mailedAt !== null || !wantsMail(call)) return;
    const found = await findLine(tx, call.companyId, call.lineId);
    const { line } = found ?? {};
    if (!found || !line?.emailNotifications || line.email === null || line.emailVerifiedAt === null) return;
    const voicemail = call.outcome === 'voicemail' ? await findVoicemailOf(tx, ref) : undefined;
    await updateCall(tx, call, { mailedAt: deps.clock.now() });
    const off = offUrl(deps, line);
    await mailLetter(tx, deps, {
      id: `call-${call.id}`,
      to: line.email,
      language: line.language,
      words: callMailWords(line.language, {
        who: await whoCalled(tx, call, found),
        company: found.company.name,
        at: call.at,
        timeZone: line.timeZone,
        reason: call.reason,
        voicemail: voicemail && { seconds: voicemail.seconds, transcript: voicemail.transcript },
        off,
      }),
      url: `${deps.config.publicUrl}/calls?call=${call.id}`,
      headers: offHeaders(deps, line),
      ...(voicemail && isSmall(voicemail) && { files: [attachment(call, voicemail)] }),
    });
  });
}

async function whoCalled(tx: Db, call: CallRow, { company, settings }: Called) {
  const { name } = await findCaller(tx, { companyId: call.companyId, lineId: call.lineId }, call.from);
  if (!isE164(call.from)) return name ?? '';
  // Masked callers are named in mails, their numbers stay here.
  const number = settings?.rules.maskCallerId ? hidden(call.from) : formatNational(call.from, company.region);
  return name === null ? number : `${name}, ${number}`;
}

/** A voicemail of three minutes is 720 kB as mp3, and four times that as WAV, where there is no mp3. A carrier may let them be longer. */
const isSmall = (voicemail: VoicemailRow) =>
  voicemail.seconds * (voicemail.mp3 === null ? 16_000 : 4000) < largestAttachmentBytes;

const attachment = (call: CallRow, voicemail: VoicemailRow) => ({
  key: voicemail.mp3 ?? voicemail.file,
  filename: `voicemail-${call.at.toISOString().slice(0, 16).replace(/[:T]/g, '-')}.${voicemail.mp3 === null ? 'wav' : 'mp3'}`,
  contentType: voicemail.mp3 === null ? 'audio/wav' : 'audio/mpeg',
});
