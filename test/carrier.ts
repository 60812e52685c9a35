import type { PhoneNumber } from '#contract/ids.ts';
import type { CallNews, CallPlan } from '#server/carriers/calls.ts';
import {
  type Carrier,
  CarrierDownError,
  type FetchedMedia,
  type OutboundText,
  type SendOutcome,
  type TextNews,
} from '#server/carriers/carrier.ts';

export interface TestCarrier extends Carrier {
  readonly sent: OutboundText[];
  /** Files it keeps, by address. */
  readonly files: Map<string, FetchedMedia>;
  /** How texts stand when the carrier is asked. */
  readonly standing: Map<string, TextNews>;
  /** What the next texts get instead of being taken. */
  mode: 'takes' | 'down' | 'silent after taking' | 'silent without taking' | 'refuses' | 'too fast';
  /** Calls that were placed, changed and ended, in order. */
  readonly orders: ({ readonly to: string } | { readonly carrierId: string; readonly plan: CallPlan | 'end' })[];
  /** How calls stand when the carrier is asked. */
  readonly calls: Map<string, CallNews>;
  /** Recordings that can be fetched, those of a call by its id after "RE", and those that were deleted. */
  readonly recordings: Map<string, Uint8Array>;
  readonly deleted: string[];
  /** Numbers whose webhooks were pointed at us after they were taken. */
  readonly pointed: PhoneNumber[];
}

/** A carrier in memory, for tests that are not about carriers. */
export function testCarrier(): TestCarrier {
  const sent: (OutboundText & { carrierId: string; at: Date })[] = [];
  const files = new Map<string, FetchedMedia>();
  const owned: { number: PhoneNumber; carrierId: string; label: string; voiceUrl: string }[] = [];
  let placed = 0;
  let takenNumbers = 0;
  const refuseIfDown = () => {
    if (carrier.mode === 'down') throw new CarrierDownError('the carrier is down');
  };
  const carrier: TestCarrier = {
    name: 'test',
    sent,
    files,
    standing: new Map(),
    mode: 'takes',
    orders: [],
    calls: new Map(),
    recordings: new Map(),
    deleted: [],
    pointed: [],
    async placeCall({ to }) {
      if (carrier.mode === 'down') return { kind: 'rejected', reason: 'unavailable' };
      if (carrier.mode === 'silent after taking') return { kind: 'ambiguous' };
      placed += 1;
      carrier.orders.push({ to });
      return { kind: 'accepted', carrierId: `CAplaced${process.pid}x${placed}x${to}` };
    },
    async changeCall(carrierId, plan) {
      refuseIfDown();
      if (carrier.calls.get(carrierId)?.state === 'ended') return 'over';
      carrier.orders.push({ carrierId, plan });
      return 'done';
    },
    async endCall(carrierId) {
      refuseIfDown();
      carrier.orders.push({ carrierId, plan: 'end' });
    },
    async findCall(carrierId) {
      refuseIfDown();
      return carrier.calls.get(carrierId);
    },
    async findRecordingOf(carrierId) {
      refuseIfDown();
      const id = [...carrier.recordings.keys()].find((one) => one === `RE${carrierId}`);
      return id === undefined ? undefined : { id, state: 'ready', seconds: 3 };
    },
    async fetchRecording(id) {
      refuseIfDown();
      return carrier.recordings.get(id);
    },
    async deleteRecording(id) {
      carrier.recordings.delete(id);
      carrier.deleted.push(id);
    },
    // Tests write news as JSON; what has no news in it is not genuine.
    readCallWebhook: ({ form }) => (typeof form.news === 'string' ? (JSON.parse(form.news) as CallNews) : undefined),
    writePlan: (plan) => ({ contentType: 'application/json', body: JSON.stringify(plan) }),
    async sendText(text): Promise<SendOutcome> {
      if (carrier.mode === 'down') throw new CarrierDownError('the carrier is down');
      if (carrier.mode === 'refuses') return { kind: 'rejected', reason: 'filtered', carrierCode: '30007' };
      if (carrier.mode === 'too fast')
        return { kind: 'rejected', reason: 'too_fast', carrierCode: '20429', retryAfterSeconds: 7 };
      if (carrier.mode === 'silent without taking') return { kind: 'ambiguous', why: 'no answer' };
      const carrierId = `SM${sent.length}`;
      sent.push({ ...text, carrierId, at: new Date() });
      return carrier.mode === 'silent after taking'
        ? { kind: 'ambiguous', why: 'no answer' }
        : { kind: 'accepted', carrierId, segments: 1 };
    },
    async findSent({ to }) {
      if (carrier.mode === 'down') throw new CarrierDownError('the carrier is down');
      return sent
        .filter((text) => text.to === to)
        .map((text) => ({ ...text, status: 'sent' as const }))
        .reverse();
    },
    async findText(carrierId) {
      refuseIfDown();
      return carrier.standing.get(carrierId);
    },
    async fetchMedia(url) {
      return files.get(url) ?? { kind: 'refused', why: 'gone' };
    },
    async searchNumbers({ limit }) {
      // Tests share no numbers: each takes from its own thousand.
      return Array.from({ length: limit }, () => ({
        number: `+1415${String(2_000_000 + Math.floor(Math.random() * 7_999_999)).slice(0, 7)}` as PhoneNumber,
        locality: 'San Francisco',
      }));
    },
    async takeNumber({ number, label, voiceUrl = '' }) {
      takenNumbers += 1;
      const taken = { number, label, voiceUrl, carrierId: `PN${takenNumbers}` };
      owned.push(taken);
      return taken;
    },
    async pointNumber({ carrierId }, { voiceUrl = '' }) {
      const found = owned.find((one) => one.carrierId === carrierId);
      if (!found) throw new Error('no such number');
      found.voiceUrl = voiceUrl;
      carrier.pointed.push(found.number);
    },
    async listNumbers(query) {
      return owned.filter((one) => query?.label === undefined || one.label === query.label);
    },
    async releaseNumber(number) {
      const at = owned.findIndex((one) => one.number === number);
      if (at >= 0) owned.splice(at, 1);
    },
    readWebhook: () => undefined,
  };
  return carrier;
}
