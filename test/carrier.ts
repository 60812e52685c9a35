import type { PhoneNumber } from '#contract/ids.ts';
import { type Carrier, CarrierDownError, type OutboundText, type SendOutcome } from '#server/carriers/carrier.ts';

export interface TestCarrier extends Carrier {
  readonly sent: OutboundText[];
  /** What the next texts get instead of being taken. */
  mode: 'takes' | 'down' | 'silent after taking' | 'silent without taking' | 'refuses';
}

/** A carrier in memory, for tests that are not about carriers. */
export function testCarrier(): TestCarrier {
  const sent: (OutboundText & { carrierId: string; at: Date })[] = [];
  const owned: { number: PhoneNumber; carrierId: string; label: string }[] = [];
  const carrier: TestCarrier = {
    name: 'test',
    sent,
    mode: 'takes',
    async sendText(text): Promise<SendOutcome> {
      if (carrier.mode === 'down') throw new CarrierDownError('the carrier is down');
      if (carrier.mode === 'refuses') return { kind: 'rejected', reason: 'filtered', carrierCode: '30007' };
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
    async searchNumbers({ limit }) {
      // Tests share no numbers: each takes from its own thousand.
      return Array.from({ length: limit }, () => ({
        number: `+1415${String(2_000_000 + Math.floor(Math.random() * 7_999_999)).slice(0, 7)}` as PhoneNumber,
        locality: 'San Francisco',
      }));
    },
    async takeNumber({ number, label }) {
      const taken = { number, label, carrierId: `PN${owned.length}` };
      owned.push(taken);
      return taken;
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
