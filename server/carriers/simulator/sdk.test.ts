import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openSimulator } from '#test/simulator.ts';
import { sdkFor } from '#test/twilio-sdk.ts';

// The official SDK judges whether what we speak is Twilio's protocol.
describe('the simulator, driven by the official SDK', () => {
  let rig: Awaited<ReturnType<typeof openSimulator>>;
  let client: ReturnType<typeof twilio>;
  beforeAll(async () => {
    rig = await openSimulator();
    client = sdkFor(rig.simulator().url, rig.simulator().accountSid, rig.simulator().authToken);
  });
  afterAll(() => rig?.close());

  test('a text is sent, read again and delivered', async () => {
    const sent = await client.messages.create({ to: '+14155550123', from: rig.ours, body: 'Hello ’ 😀' });
    expect(sent).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      numSegments: '1',
      numMedia: '0',
      errorCode: null,
      body: 'Hello ’ 😀',
    });
    expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(Math.abs(sent.dateCreated.getTime() - Date.now())).toBeLessThan(5000);
    await vi.waitFor(async () => expect((await client.messages(sent.sid).fetch()).status).toBe('delivered'));
    expect((await client.messages(sent.sid).fetch()).dateSent).toBeInstanceOf(Date);
  });

  test('pages of texts follow each other without a gap, while new texts come in', async () => {
    for (let n = 0; n < 5; n += 1)
      await client.messages.create({ to: '+12065550101', from: rig.ours, body: `page ${n}` });
    const bodies: string[] = [];
    await client.messages.each({ to: '+12065550101', pageSize: 2 }, async (message) => {
      bodies.push(message.body);
      if (bodies.length === 1) await client.messages.create({ to: '+12065550101', from: rig.ours, body: 'later' });
    });
    await vi.waitFor(() => expect(bodies).toEqual(['page 4', 'page 3', 'page 2', 'page 1', 'page 0']));
  });

  test('texts are found by number and by time', async () => {
    await client.messages.create({ to: '+13125550111', from: rig.ours, body: 'found' });
    const hour = 3_600_000;
    const at = (ms: number) => new Date(Date.now() + ms);
    const count = async (filter: object) => (await client.messages.list({ to: '+13125550111', ...filter })).length;
    expect(await count({})).toBe(1);
    expect(await count({ from: rig.ours })).toBe(1);
    expect(await count({ from: '+14155550123' })).toBe(0);
    expect(await count({ dateSentAfter: at(-hour) })).toBe(1);
    expect(await count({ dateSentAfter: at(hour) })).toBe(0);
    expect(await count({ dateSentBefore: at(-hour) })).toBe(0);
    expect(await count({ dateSentBefore: at(hour) })).toBe(1);
    expect(await count({ dateSent: new Date() })).toBe(1);
  });

  test('a picture goes along, and its text has an id of its own kind', async () => {
    const sent = await client.messages.create({
      to: '+14155550123',
      from: rig.ours,
      mediaUrl: ['https://example.com/cat.png'],
    });
    expect(sent.sid).toMatch(/^MM/);
    expect(sent.numMedia).toBe('1');
  });

  test('the files of a text are listed, page after page, and each is found by its own id', async () => {
    const mediaUrl = ['a.png', 'b.mp4', 'c.jpg'].map((name) => `https://example.com/${name}`);
    const sent = await client.messages.create({ to: '+14155550123', from: rig.ours, mediaUrl });
    const files = await client.messages(sent.sid).media.list({ pageSize: 2 });
    expect(files.map((file) => file.contentType)).toEqual(['image/png', 'video/mp4', 'image/jpeg']);
    for (const { sid } of files)
      expect(await client.messages(sent.sid).media(sid).fetch()).toMatchObject({ sid, parentSid: sent.sid });
    const { url, accountSid, authToken } = rig.simulator();
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const file = await fetch(`${url}${files[1]?.uri.replace(/\.json$/, '')}`, {
      headers: { authorization },
      redirect: 'manual',
    });
    expect([file.status, file.headers.get('location')]).toEqual([307, mediaUrl[1]]);
    await expect(
      client
        .messages(sent.sid)
        .media(`ME${'0'.repeat(32)}`)
        .fetch(),
    ).rejects.toMatchObject({ status: 404 });
    const plain = await client.messages.create({ to: '+14155550123', from: rig.ours, body: 'no files' });
    expect(await client.messages(plain.sid).media.list()).toEqual([]);
  });

  test.each([
    ['a number that is none', { to: '+15551234567' }, 21211],
    ['an emergency number', { to: '911' }, 21211],
    ['a premium number', { to: '+19005550123' }, 21211],
    ['a sender that is not ours', { from: '+14155550123' }, 21606],
    ['a text of 1601 characters', { body: 'a'.repeat(1601) }, 21617],
    ['nothing to send', { body: '' }, 21602],
    ['a callback that is no address', { statusCallback: 'nowhere' }, 21609],
  ])('%s is refused as Twilio does', async (_name, change, code) => {
    const text = { to: '+14155550177', from: rig.ours, body: 'Hello', ...change };
    await expect(client.messages.create(text)).rejects.toMatchObject({
      status: 400,
      code,
      moreInfo: expect.stringContaining(String(code)),
    });
  });

  test('a wrong token is refused, and another account is not found', async () => {
    const { url, accountSid, authToken } = rig.simulator();
    await expect(sdkFor(url, accountSid, 'wrong').messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    const other = sdkFor(url, accountSid, authToken).api.accounts(`AC${'0'.repeat(32)}`);
    await expect(other.messages.list()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('numbers are offered, rented, changed, listed and given back', async () => {
    const [offer] = await client.availablePhoneNumbers('CA').local.list({ areaCode: 416, limit: 1 });
    const number = offer?.phoneNumber ?? '';
    expect(offer).toMatchObject({ isoCountry: 'CA', locality: 'Toronto', region: 'ON', capabilities: { voice: true } });
    const rented = await client.incomingPhoneNumbers.create({
      phoneNumber: number,
      friendlyName: 'shop',
      smsUrl: 'https://example.com/a',
    });
    await expect(client.incomingPhoneNumbers.create({ phoneNumber: number })).rejects.toMatchObject({ code: 21422 });
    const changed = await client.incomingPhoneNumbers(rented.sid).update({ smsUrl: 'https://example.com/b' });
    expect(changed).toMatchObject({ phoneNumber: number, friendlyName: 'shop', smsUrl: 'https://example.com/b' });
    expect((await client.incomingPhoneNumbers.list({ friendlyName: 'shop' })).map((one) => one.sid)).toEqual([
      rented.sid,
    ]);
    expect(await client.incomingPhoneNumbers(rented.sid).remove()).toBe(true);
    await expect(client.incomingPhoneNumbers(rented.sid).fetch()).rejects.toMatchObject({ status: 404 });
  });

  test('a number can be rented by its area code alone', async () => {
    const rented = await client.incomingPhoneNumbers.create({ areaCode: '206' });
    expect(rented.phoneNumber).toMatch(/^\+1206/);
    await expect(client.incomingPhoneNumbers.create({ areaCode: '911' })).rejects.toMatchObject({ status: 400 });
  });

  test("somebody's telephone cannot be rented", async () => {
    await client.messages.create({ to: '+14155557777', from: rig.ours, body: 'now it is a handset' });
    await expect(client.incomingPhoneNumbers.create({ phoneNumber: '+14155557777' })).rejects.toMatchObject({
      code: 21422,
    });
  });

  test('every webhook bears a signature that the SDK accepts', async () => {
    await client.messages.create({
      to: '+14155550123',
      from: rig.ours,
      body: 'signed',
      statusCallback: `${rig.statusUrl}?x=1&ñ=é`,
    });
    await client.messages.create({ to: rig.ours, from: '+14155550123', body: 'Grüße = & +\n😀' });
    await vi.waitFor(() => expect(rig.listener.heard.length).toBeGreaterThanOrEqual(3));
    for (const { path, headers, form } of rig.listener.heard) {
      const signature = headers['x-twilio-signature'] ?? '';
      expect(twilio.validateRequest(rig.simulator().authToken, signature, rig.listener.url + path, form)).toBe(true);
      expect(twilio.validateRequest('other', signature, rig.listener.url + path, form)).toBe(false);
    }
  });
});
