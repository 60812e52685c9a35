import { isVoiced } from '#contract/loudness.ts';
import { frameBytes, frameMs, samplesOf, silentByte } from '#contract/mu-law.ts';
import { beep } from '#contract/tones.ts';
import { newSid } from '../account.ts';
import { recordingSeconds, recordingUrl, reportRecording } from './call-form.ts';
import { endRecording, insertRecording } from './call-store.ts';
import { once } from './listen.ts';
import { framesOfSamples, playTo } from './play.ts';
import type { Take } from './recordings.ts';
import type { Verb } from './twiml.ts';
import type { LiveCall, VoiceWorld } from './world.ts';

type Record = Extract<Verb, { verb: 'record' }>;

/** What `<Record>` asks the account's server with; undefined where nothing was said and the next verb runs. */
export type Recorded = { readonly form: { readonly [name: string]: string } } | undefined;

/** Records the caller until a key, silence, the limit or the end of the call. */
export async function record(
  world: VoiceWorld,
  call: LiveCall,
  verb: Record,
  options: { stop: AbortSignal; base: string },
): Promise<Recorded> {
  if (verb.beep) await playTo(world, call, framesOfSamples(beep()), options.stop);
  if (options.stop.aborted && call.over.aborted) return undefined;
  const sid = newSid('RE');
  await insertRecording(world.pool, {
    sid,
    call_sid: call.sid,
    callback: verb.callback,
    created_at: world.clock.now(),
  });
  const take = await world.recordings.begin(sid).catch(() => undefined);
  const heard = take ? await listen(world, call, verb, take, options.stop) : { key: '', voiced: false };
  const bytes = take ? await take.end().catch(() => undefined) : undefined;
  // A disk that is full: what the caller said is not all there, and nobody is told that it is.
  const status = bytes === undefined ? 'failed' : heard.voiced ? 'completed' : 'absent';
  const row = await endRecording(world.pool, sid, { status, bytes: status === 'completed' ? (bytes ?? 0) : 0 });
  if (status === 'absent') await world.recordings.remove(sid);
  if (verb.callbackEvents.includes(status === 'failed' ? 'completed' : status) || status === 'failed')
    await reportRecording(world, call.row(), row, options.base);
  if (status !== 'completed') return undefined;
  return {
    form: {
      RecordingSid: sid,
      RecordingUrl: recordingUrl(world, options.base, sid),
      RecordingDuration: String(recordingSeconds(row)),
      Digits: call.over.aborted ? 'hangup' : heard.key,
    },
  };
}

/** Writes what is heard, frame by frame, and silence where the telephone sends none. */
async function listen(world: VoiceWorld, call: LiveCall, verb: Record, take: Take, stop: AbortSignal) {
  const done = new AbortController();
  const waiting: Uint8Array[] = [];
  let [quietMs, totalMs, emptyTicks, voiced, key] = [0, 0, 0, false, ''];
  const keep = (frame: Uint8Array) => {
    take.write(frame);
    totalMs += frameMs;
    const isSpeech = isVoiced(samplesOf(frame));
    voiced ||= isSpeech;
    quietMs = isSpeech ? 0 : quietMs + frameMs;
    const tooQuiet = quietMs >= verb.silenceSeconds * 1000;
    if (tooQuiet || totalMs >= verb.maxSeconds * 1000 || take.trouble() !== undefined) done.abort();
  };
  const hear = (frame: Uint8Array) => waiting.push(frame);
  const press = (pressed: string) => {
    if (!verb.finishOnKey.includes(pressed)) return;
    key = pressed;
    done.abort();
  };
  call.listeners.add(hear);
  call.onKeys.add(press);
  const leave = world.ticker.add(() => {
    emptyTicks = waiting.length === 0 ? emptyTicks + 1 : 0;
    for (const frame of waiting.splice(0)) keep(frame);
    // A telephone that has gone quiet leaves a gap; a late frame only seems to.
    if (emptyTicks > 5) keep(new Uint8Array(frameBytes).fill(silentByte));
  });
  await Promise.race([once(done.signal), once(stop)]);
  leave();
  call.listeners.delete(hear);
  call.onKeys.delete(press);
  for (const frame of waiting.splice(0)) keep(frame);
  return { key, voiced };
}
