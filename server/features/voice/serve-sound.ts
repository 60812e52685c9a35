import type { FastifyReply, FastifyRequest } from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { defaultGreeting, readGreeting } from './greeting-files.ts';
import { findLine, findVoicemail } from './store.ts';

/** A voicemail of the line as sound. Throws `voice.unknown_voicemail`. */
export async function serveVoicemail(
  deps: Deps,
  caller: LineRef,
  id: string,
  http: { request: FastifyRequest; reply: FastifyReply; download: boolean },
): Promise<void> {
  const voicemail = await findVoicemail(deps.db, caller.companyId, caller.lineId, id);
  if (!voicemail) throw new AppError(e.unknownVoicemail);
  // Players seek to the sample in a WAV; what is taken away is small and plays everywhere.
  const kind = http.download && voicemail.mp3 !== null ? 'mp3' : 'wav';
  const file = await deps.files.get(kind === 'mp3' && voicemail.mp3 !== null ? voicemail.mp3 : voicemail.file);
  if (!file) throw new AppError(e.unknownVoicemail);
  const name = `voicemail-${voicemail.at.toISOString().slice(0, 10)}.${kind}`;
  http.reply.header('content-disposition', `${http.download ? 'attachment' : 'inline'}; filename="${name}"`);
  sendSound(http.request, http.reply, file.content, kind);
}

/** The greeting that callers of the line hear. */
export async function serveGreeting(
  deps: Deps,
  caller: LineRef,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const found = await findLine(deps.db, caller.companyId, caller.lineId);
  const own = found?.settings?.greetingFile;
  const file = await readGreeting(deps.files, own ?? defaultGreeting(found?.line.language ?? 'en'));
  if (!file) throw new AppError(commonErrors.notFound);
  sendSound(request, reply, file);
}

const types = { wav: 'audio/wav', mp3: 'audio/mpeg' } as const;

/** Sends a sound file, or the part of it that is asked for: players seek by asking for ranges. */
export function sendSound(
  request: FastifyRequest,
  reply: FastifyReply,
  content: Uint8Array,
  kind: 'wav' | 'mp3' = 'wav',
): void {
  reply
    .type(types[kind])
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff');
  const range = rangeIn(request.headers.range, content.length);
  if (range === 'none') {
    reply.send(Buffer.from(content));
    return;
  }
  if (range === 'outside') {
    reply.code(416).header('content-range', `bytes */${content.length}`).send();
    return;
  }
  reply
    .code(206)
    .header('content-range', `bytes ${range.from}-${range.to}/${content.length}`)
    .send(Buffer.from(content.subarray(range.from, range.to + 1)));
}

function rangeIn(header: string | undefined, length: number): { from: number; to: number } | 'none' | 'outside' {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return 'none';
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length - 1 : Math.min(length - 1, Number(last));
  return from > to || from >= length ? 'outside' : { from, to };
}
