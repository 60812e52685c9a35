import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PhoneNumber } from '#contract/ids.ts';
import { type Carrier, NumberGoneError } from './carrier.ts';
import type { WebhookListener } from './webhook-listener.ts';

/** A carrier to try, and hands to move the network behind it. */
export interface CarrierRig {
  readonly carrier: Carrier;
  /** The same carrier with a wrong password. */
  readonly stranger: Carrier;
  readonly listener: WebhookListener;
  readonly messageUrl: string;
  readonly statusUrl: string;
  /** A number of ours whose texts go to `messageUrl`. */
  readonly ours: PhoneNumber;
  /** A number that may be taken. */
  freeNumber(): PhoneNumber;
  /** A telephone texts one of our numbers. */
  textIn(text: { from: PhoneNumber; to: PhoneNumber; text: string; mediaUrls?: readonly string[] }): Promise<void>;
  /** Has the carrier keep a picture of a telephone; answers where. */
  keepPicture(picture: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Lets the network deliver a text, where it does not by itself. */
  deliver(carrierId: string): Promise<void>;
  close(): Promise<void>;
}

export type Behaviour = 'offers numbers' | 'tells segments of wide texts' | 'keeps pictures';

const her = '+14155550123' as PhoneNumber; // valid, and nobody's
const him = '+12065550177' as PhoneNumber; // likewise

/** How every carrier behaves behind the port. `lacks` names what a peer cannot show, with the reason. */
export function carrierSuite(
  name: string,
  open: () => Promise<CarrierRig>,
  lacks: Partial<Record<Behaviour, string>> = {},
): void {
  describe(`a carrier: ${name}`, () => {
    let rig: CarrierRig;
    beforeAll(async () => {
      rig = await open();
    });
    afterAll(() => rig?.close());
    const since = () => new Date(Date.now() - 60_000);
    const send = (to: PhoneNumber, text: string) =>
      rig.carrier.sendText({ from: rig.ours, to, text, statusUrl: rig.statusUrl });
    const sendWell = async (to: PhoneNumber, text: string) => {
      const outcome = await send(to, text);
      if (outcome.kind !== 'accepted') throw new Error(`the text was ${JSON.stringify(outcome)}`);
      return outcome;
    };

    sending(() => ({ rig, send, sendWell, since }));
    webhooks(() => ({ rig, sendWell }));
    numbers(() => rig);
    pictures(() => rig, lacks['keeps pictures']);

    test.skipIf(lacks['tells segments of wide texts'])(
      because('a text with one wide character takes more segments', lacks['tells segments of wide texts']),
      async () => {
        expect(await send(her, `${'a'.repeat(100)}’`)).toMatchObject({ kind: 'accepted', segments: 2 });
      },
    );
    test.skipIf(lacks['offers numbers'])(
      because('a number on offer can be taken', lacks['offers numbers']),
      async () => {
        const offers = await rig.carrier.searchNumbers({ country: 'US', areaCode: '415', limit: 3 });
        expect(offers).toHaveLength(3);
        const [offer] = offers;
        if (!offer) throw new Error('no offer');
        expect(offer).toMatchObject({ number: expect.stringMatching(/^\+1415\d{7}$/), locality: 'San Francisco, CA' });
        const taken = await rig.carrier.takeNumber({ number: offer.number, label: 'from an offer' });
        expect(taken.number).toBe(offer.number);
      },
    );
    test.skipIf(lacks['offers numbers'])(
      because('a country that is not served offers nothing', lacks['offers numbers']),
      async () => {
        expect(await rig.carrier.searchNumbers({ country: 'ZZ', limit: 3 })).toEqual([]);
      },
    );
  });
}

const because = (sentence: string, reason: string | undefined) =>
  reason ? `${sentence} (skipped: ${reason})` : sentence;

interface Sending {
  readonly rig: CarrierRig;
  readonly send: (to: PhoneNumber, text: string) => ReturnType<Carrier['sendText']>;
  readonly sendWell: (to: PhoneNumber, text: string) => Promise<{ carrierId: string }>;
  readonly since: () => Date;
}

function sending(parts: () => Sending): void {
  test('a text is accepted with an id and its segments', async () => {
    const outcome = await parts().send(her, 'Hello');
    expect(outcome).toEqual({ kind: 'accepted', carrierId: expect.stringMatching(/^SM[0-9a-zA-Z]+$/), segments: 1 });
  });
  test('a long text takes more segments', async () => {
    expect(await parts().send(her, 'a'.repeat(161))).toMatchObject({ kind: 'accepted', segments: 2 });
  });
  test('a text that was accepted is found again, word for word', async () => {
    const { rig, sendWell, since } = parts();
    const text = 'Grüße & + % = 日本 😀\nsecond line';
    const { carrierId } = await sendWell(him, text);
    const [found] = await rig.carrier.findSent({ to: him, from: rig.ours, since: since() });
    expect(found).toMatchObject({ carrierId, to: him, from: rig.ours, text });
    expect(Math.abs((found?.at.getTime() ?? 0) - Date.now())).toBeLessThan(10_000);
  });
  test('only texts to that number since that time are found', async () => {
    const { rig, sendWell } = parts();
    const other = '+13125550144' as PhoneNumber; // valid, and nobody's
    await sendWell(him, 'not for you');
    expect(await rig.carrier.findSent({ to: other, since: new Date(0) })).toEqual([]);
    expect(await rig.carrier.findSent({ to: him, since: new Date(Date.now() + 5000) })).toEqual([]);
  });
  test('a hundred texts and more are all found, the newest first', async () => {
    const { rig, sendWell, since } = parts();
    const busy = '+16175550188' as PhoneNumber; // valid, and nobody's
    const ids: string[] = [];
    for (let n = 0; n < 103; n += 1) ids.push((await sendWell(busy, `number ${n}`)).carrierId);
    const found = await rig.carrier.findSent({ to: busy, since: since() });
    expect(new Set(found.map((text) => text.carrierId))).toEqual(new Set(ids));
    expect(found.map((text) => text.at.getTime())).toEqual(
      found.map((text) => text.at.getTime()).sort((a, b) => b - a),
    );
  });
  test('a number that is none is refused as the recipient', async () => {
    const nobody = '+1' as PhoneNumber; // on purpose not one
    expect(await parts().send(nobody, 'Hello')).toMatchObject({ kind: 'rejected', reason: 'bad_recipient' });
  });
  test('a number that is not ours is refused as the sender', async () => {
    const outcome = await parts().rig.carrier.sendText({ from: him, to: her, text: 'Hello' });
    expect(outcome).toEqual({ kind: 'rejected', reason: 'bad_sender', carrierCode: '21606' });
  });
  test('a wrong password is refused as such, and nothing is listed', async () => {
    const { rig, since } = parts();
    const outcome = await rig.stranger.sendText({ from: rig.ours, to: her, text: 'Hello' });
    expect(outcome).toEqual({ kind: 'rejected', reason: 'credentials', carrierCode: '20003' });
    await expect(rig.stranger.findSent({ to: her, since: since() })).rejects.toThrow('20003');
  });
}

function webhooks(parts: () => Pick<Sending, 'rig' | 'sendWell'>): void {
  test('delivery is reported under the id of the text', async () => {
    const { rig, sendWell } = parts();
    const { carrierId } = await sendWell(her, 'Are you there');
    await rig.deliver(carrierId);
    await vi.waitFor(
      () => expect(rig.listener.events).toContainEqual({ kind: 'text.status', carrierId, status: 'delivered' }),
      5000,
    );
  });
  test('a text that was accepted is asked after: how it stands, and that another is not known', async () => {
    const { rig, sendWell } = parts();
    const { carrierId } = await sendWell(her, 'And now');
    await rig.deliver(carrierId);
    await vi.waitFor(async () => expect(await rig.carrier.findText(carrierId)).toEqual({ status: 'delivered' }), 5000);
    expect(await rig.carrier.findText(`SM${'0'.repeat(32)}`)).toBeUndefined();
    await expect(rig.stranger.findText(carrierId)).rejects.toThrow('20003');
  });
  test('a text in is told with both numbers and its words', async () => {
    const { rig } = parts();
    await rig.textIn({ from: her, to: rig.ours, text: 'Sí & no = 😀' });
    await vi.waitFor(
      () =>
        expect(rig.listener.events).toContainEqual({
          kind: 'text.received',
          carrierId: expect.stringMatching(/^SM/),
          from: her,
          to: rig.ours,
          text: 'Sí & no = 😀',
          media: [],
          segments: 1,
        }),
      5000,
    );
  });
  test('a genuine webhook is refused once anything in it is changed', async () => {
    const { rig } = parts();
    await rig.textIn({ from: him, to: rig.ours, text: 'genuine' });
    const genuine = await vi.waitFor(() => {
      const found = rig.listener.heard.find((webhook) => webhook.form.Body === 'genuine');
      if (!found) throw new Error('not yet');
      return found;
    }, 5000);
    const read = (change: object) => rig.carrier.readWebhook({ ...genuine, ...change });
    expect(read({})).toHaveLength(1);
    expect(read({ form: { ...genuine.form, Body: 'forged' } })).toBeUndefined();
    expect(read({ form: { ...genuine.form, Extra: '' } })).toBeUndefined();
    expect(read({ path: `${genuine.path}?x=1` })).toBeUndefined();
    expect(read({ path: genuine.path.replace('/main/', '/other/') })).toBeUndefined();
    expect(read({ headers: {} })).toBeUndefined();
    expect(read({ headers: { 'x-twilio-signature': '' } })).toBeUndefined();
    expect(rig.stranger.readWebhook(genuine)).toBeUndefined();
  });
}

function numbers(rig: () => CarrierRig): void {
  const take = (number: PhoneNumber, label: string) =>
    rig().carrier.takeNumber({ number, label, messageUrl: rig().messageUrl });
  test('a number that was taken is listed under its label until it is released', async () => {
    const { carrier, freeNumber } = rig();
    const number = freeNumber();
    const taken = await take(number, 'the shop');
    expect(taken).toEqual({ number, label: 'the shop', voiceUrl: '', carrierId: expect.stringMatching(/^PN/) });
    expect(await carrier.listNumbers({ label: 'the shop' })).toEqual([taken]);
    expect(await carrier.listNumbers()).toContainEqual(taken);
    expect(await carrier.listNumbers({ label: 'another shop' })).toEqual([]);
    await carrier.releaseNumber(number);
    expect(await carrier.listNumbers({ label: 'the shop' })).toEqual([]);
  });
  test('a number that was taken without calls is pointed at us later, and keeps what it had', async () => {
    const number = rig().freeNumber();
    const taken = await take(number, 'texts only');
    const voiceUrl = rig().messageUrl.replace('/message', '/voice/incoming');
    for (const _ of [1, 2]) await rig().carrier.pointNumber(taken, { voiceUrl });
    expect(await rig().carrier.listNumbers({ label: 'texts only' })).toEqual([{ ...taken, voiceUrl }]);
  });
  test('a number can be released twice', async () => {
    const number = rig().freeNumber();
    await take(number, 'for a moment');
    await rig().carrier.releaseNumber(number);
    await expect(rig().carrier.releaseNumber(number)).resolves.toBeUndefined();
  });
  test('a number that is taken is gone', async () => {
    const number = rig().freeNumber();
    await take(number, 'first');
    await expect(take(number, 'second')).rejects.toBeInstanceOf(NumberGoneError);
    expect(await rig().carrier.listNumbers({ label: 'second' })).toEqual([]);
  });
}

const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 0, 255]);
const most = { mostBytes: 1000 };

function pictures(rig: () => CarrierRig, lack: string | undefined): void {
  test.each([
    ['with words', 'Look'],
    ['alone', ''],
  ])('a picture %s is accepted, and found among the texts to its number', async (_, text) => {
    const { carrier, ours } = rig();
    const to = (text === '' ? '+13125550161' : '+13125550162') as PhoneNumber; // valid, and nobody's
    const mediaUrls = ['https://example.com/picture.png'];
    const outcome = await carrier.sendText({ from: ours, to, text, mediaUrls });
    expect(outcome).toMatchObject({ kind: 'accepted', carrierId: expect.stringMatching(/^[SM]M/) });
    const found = await carrier.findSent({ to, from: ours, since: new Date(Date.now() - 60_000) });
    expect(found).toMatchObject([{ text, carrierId: 'carrierId' in outcome ? outcome.carrierId : '' }]);
  });
  test.skipIf(lack)(
    because('a picture in is told with its address and kind, and fetched byte for byte', lack),
    async () => {
      const { carrier, listener, keepPicture, ours, textIn } = rig();
      const url = await keepPicture(picture);
      await textIn({ from: her, to: ours, text: 'see this', mediaUrls: [url] });
      const told = await vi.waitFor(() => {
        const found = listener.events.find((event) => event.kind === 'text.received' && event.text === 'see this');
        if (found?.kind !== 'text.received') throw new Error('not yet');
        return found;
      }, 5000);
      expect(told.media).toEqual([{ url, contentType: 'image/png' }]);
      expect(await carrier.fetchMedia(url, most)).toEqual({
        kind: 'file',
        content: Buffer.from(picture),
        contentType: 'image/png',
      });
    },
  );
  test.skipIf(lack)(because('a picture over the limit is refused, and one that is gone is gone', lack), async () => {
    const { carrier, keepPicture } = rig();
    const url = await keepPicture(picture);
    expect(await carrier.fetchMedia(url, { mostBytes: 3 })).toEqual({ kind: 'refused', why: 'too_large' });
    const nowhere = url.replace(/\w+\.png$/, 'nothing.png');
    expect(await carrier.fetchMedia(nowhere, most)).toEqual({ kind: 'refused', why: 'gone' });
  });
  test('a picture in a private network that is not the carrier’s is not fetched', async () => {
    const refused = { kind: 'refused', why: 'address' };
    expect(await rig().carrier.fetchMedia('http://192.168.0.1/picture.png', most)).toEqual(refused);
    expect(await rig().carrier.fetchMedia('file:///etc/passwd', most)).toEqual(refused);
  });
}
