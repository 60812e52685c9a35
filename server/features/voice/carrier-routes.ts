import type { FastifyReply, FastifyRequest } from 'fastify';
import { anyone, commonErrors } from '#contract/endpoint.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { CallNews, CallPlan } from '#server/carriers/calls.ts';
import { readForm } from '#server/carriers/twilio/index.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/platform/errors.ts';
import { type App, originOf } from '#server/platform/http/mount.ts';
import { sendProblem } from '#server/platform/http/problem.ts';
import { urgently } from '#server/platform/pace.ts';
import { isSoundToken, type VoiceEvent, voiceEvents } from './addresses.ts';
import { afterRing } from './after-ring.ts';
import { askCell, takeOnCell } from './ask-cell.ts';
import { beginCall } from './begin-call.ts';
import { goOn } from './go-on.ts';
import { readGreeting } from './greeting-files.ts';
import { noteLeg } from './note-leg.ts';
import { noteRecording } from './note-recording.ts';
import { sendSound } from './serve-sound.ts';
import type { SoundBridge } from './sound-bridge.ts';
import { spokenWords } from './spoken-words.ts';
import { type CallRef, findCall, findLine } from './store.ts';
import { turnOffMails } from './turn-off-mails.ts';

const open = { config: { access: anyone }, schema: { hide: true } };

/** Where the carrier asks what to do with a call, tells how it stands, fetches greetings and brings sound. */
export async function carrierVoiceRoutes(app: App, deps: Deps, bridge: SoundBridge): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, readForm(String(body))),
    );
    scope.post('/carrier/:connection/voice/:event', open, (request, reply) => answer(deps, request, reply));

    scope.get<{ Params: { key: string } }>('/carrier/:connection/sounds/:key', open, async (request, reply) => {
      const file = await readGreeting(deps.files, request.params.key);
      if (!file) throw new AppError(commonErrors.notFound);
      sendSound(request, reply, file);
      return reply;
    });

    scope.get<{ Params: { company: string; call: string; token: string } }>(
      '/carrier/:connection/media/:company/:call/:token',
      open,
      async (request, reply) => {
        const { company, call, token } = request.params;
        const ref = { companyId: company as CompanyId, callId: call }; // of our own making, as the token shows
        if (!isSoundToken(deps, ref, token)) throw new AppError(commonErrors.notFound);
        const found = await findCall(deps.db, ref);
        if (!found || found.endedAt !== null) throw new AppError(commonErrors.notFound);
        bridge.carrier(call, request.raw);
        return reply.hijack();
      },
    );

    // RFC 8058: mail programs post here by themselves, with nothing but the address from the mail's header.
    scope.post<{ Params: { token: string } }>('/mail/call-emails-off/:token', open, async (request, reply) => {
      await turnOffMails(deps, request.params.token, originOf(request));
      return reply.code(200).send();
    });
  });
}

/** What the carrier tells without asking what to do: nobody on the line waits for the answer. */
const onlyTold: ReadonlySet<string> = new Set(['status', 'leg', 'recording']);

async function answer(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const form = (request.body ?? {}) as Record<string, string | string[]>; // by the parser above
  const webhook = { path: request.raw.url ?? request.url, headers, form };
  const news = deps.carrier.readCallWebhook(webhook);
  if (!news)
    return sendProblem(request, reply, {
      ...commonErrors.notAllowed,
      message: 'The signature is not that of the carrier.',
    });
  const { event } = request.params as { event: string }; // the route has it
  const query = new URLSearchParams(webhook.path.split('?')[1] ?? '');
  const plan = () => planFor(deps, event, news, query);
  // Whoever is on the line hears nothing until it is answered.
  const answered = await (onlyTold.has(event) ? plan() : urgently(plan));
  const { contentType, body } = deps.carrier.writePlan(answered);
  return reply.type(contentType).send(body);
}

async function planFor(deps: Deps, event: string, news: CallNews, query: URLSearchParams): Promise<CallPlan> {
  if (event === 'incoming') return beginCall(deps, news);
  const ref = refIn(query);
  if (event === 'status') return noteLeg(deps, news, ref).then(() => []);
  const known = voiceEvents.find((one) => one === event);
  if (!known || !ref) throw new AppError(commonErrors.notFound);
  return planAbout(deps, known, news, ref, query);
}

/** The query is as genuine as the webhook: the signature covers it. */
function refIn(query: URLSearchParams): CallRef | undefined {
  const [companyId, callId] = [query.get('company') ?? '', query.get('call') ?? ''];
  const isId = (text: string) => /^\d{1,19}$/.test(text);
  return isId(companyId) && isId(callId) ? { companyId: companyId as CompanyId, callId } : undefined; // digits, as ids are
}

async function planAbout(
  deps: Deps,
  event: Exclude<VoiceEvent, 'incoming' | 'status'> | VoiceEvent,
  news: CallNews,
  ref: CallRef,
  query: URLSearchParams,
): Promise<CallPlan> {
  const step = Number(query.get('step') ?? 0);
  const legId = query.get('leg') ?? '';
  switch (event) {
    case 'step':
      return goOn(deps, ref, step);
    case 'rung':
      return afterRing(deps, ref, step);
    case 'screened':
      return news.keys === '1' ? goOn(deps, ref, step) : say(deps, ref, 'notScreened');
    case 'cell':
      return askCell(deps, ref, legId, news.carrierId);
    case 'pressed':
      return news.keys === '1' ? takeOnCell(deps, ref) : [{ do: 'hang up' }];
    case 'leg':
      await noteLeg(deps, news, ref, legId);
      return [];
    case 'recorded':
      return say(deps, ref, 'thanks');
    case 'recording':
      await noteRecording(deps, ref, news);
      return [];
    default:
      throw new AppError(commonErrors.notFound);
  }
}

/** A last word to the caller, in the line's language. */
async function say(deps: Deps, ref: CallRef, what: 'thanks' | 'notScreened'): Promise<CallPlan> {
  const call = await findCall(deps.db, ref);
  const found = call && (await findLine(deps.db, call.companyId, call.lineId));
  const language = found?.line.language ?? 'en';
  return [{ do: 'say', text: spokenWords[language][what], language }, { do: 'hang up' }];
}
