import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { tone } from '#contract/tones.ts';
import { voice } from '#contract/voice.ts';
import { readWav, writeWav } from '#contract/wav.ts';
import { type World, world } from '#test/world.ts';

let w: World;
let ada: Awaited<ReturnType<World['line']>>;
beforeAll(async () => {
  w = await world();
  ada = await w.line();
  await w.drainJobs();
});
afterAll(() => w.close());

const upload = (file: Uint8Array, name = 'greeting.wav') => {
  const boundary = 'xyz';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: audio/wav\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return ada.call(voice.uploadGreeting, { raw: { payload, type: `multipart/form-data; boundary=${boundary}` } });
};

test('rules are kept, one by one, and a change that another tab overtook is told', async () => {
  const first = await ada.call(voice.changeRules, { body: { set: { ringSeconds: 40 }, was: { ringSeconds: 25 } } });
  expect(first).toMatchObject({ status: 200, body: { rules: { ringSeconds: 40, voicemail: true } } });
  const stale = await ada.call(voice.changeRules, { body: { set: { ringSeconds: 30 }, was: { ringSeconds: 25 } } });
  expect(stale).toMatchObject({ status: 409, body: { code: 'voice.changed_elsewhere', detail: { now: 40 } } });
  for (const set of [{ ringSeconds: 5 }, { ringSeconds: 61 }, {}, { rings: true }])
    expect((await ada.call(voice.changeRules, { body: { set } })).status).toBe(400);
});

test('do not disturb ends by itself', async () => {
  expect((await ada.call(voice.doNotDisturb, { body: { minutes: 60 } })).body.doNotDisturbUntil).toBe(
    new Date(w.clock.now().getTime() + 3_600_000).toISOString(),
  );
  w.clock.advance(3_600_001);
  expect((await ada.call(voice.phoneSettings)).body.doNotDisturbUntil).toBeNull();
  await ada.call(voice.doNotDisturb, { body: { minutes: null } });
  expect((await ada.call(voice.phoneSettings)).body.doNotDisturbUntil).toMatch(/^9999/);
  expect((await ada.call(voice.doNotDisturb, { body: { minutes: 0 } })).body.doNotDisturbUntil).toBeNull();
});

describe('a greeting', () => {
  test('is the one that comes along until there is another', async () => {
    const { body } = await ada.call(voice.phoneSettings);
    expect(body.greeting).toMatchObject({ kind: 'default', text: null });
    const sound = await ada.call(voice.greeting);
    expect(readWav(sound.body).samples.length / 8000).toBeCloseTo(body.greeting.seconds, 0);
  });

  test('that is recorded is kept, louder, and played to callers', async () => {
    const { body } = await upload(writeWav(tone([300], 2000, 0.1)));
    expect(body.greeting).toMatchObject({ kind: 'recording', seconds: 2 });
    const { samples } = readWav((await ada.call(voice.greeting)).body);
    expect(Math.max(...samples)).toBeGreaterThan(20_000);
    const key = new URL(body.greeting.url, 'http://x').search.slice(1);
    expect((await w.app.inject({ url: `/carrier/main/sounds/${key}` })).statusCode).toBe(200);
    expect((await ada.call(voice.writeGreeting, { body: { text: null } })).body.greeting.kind).toBe('default');
    expect((await w.app.inject({ url: `/carrier/main/sounds/${key}` })).statusCode).toBe(404);
  });

  test('in stereo at 48 kHz becomes what a telephone carries', async () => {
    const file = Buffer.from(writeWav(Int16Array.from({ length: 96_000 }, (_, n) => 9000 * Math.sin(n / 10))));
    file.writeUInt16LE(2, 22);
    file.writeUInt32LE(48_000, 24);
    expect((await upload(file)).body.greeting).toMatchObject({ kind: 'recording', seconds: 1 });
  });

  test.each([
    ['of three minutes', writeWav(tone([300], 180_000)), 'voice.greeting_too_long'],
    ['that is a zip with another name', Buffer.from('PK\x03\x04 and so on'), 'voice.greeting_not_sound'],
    ['of silence', writeWav(new Int16Array(16_000)), 'voice.greeting_empty'],
    ['of nothing', Buffer.alloc(0), 'voice.greeting_missing'],
  ])('%s is refused, and the one that stands stays', async (_, file, code) => {
    const before = (await ada.call(voice.phoneSettings)).body.greeting;
    expect((await upload(file)).body).toMatchObject({ code, field: 'greeting' });
    expect((await ada.call(voice.phoneSettings)).body.greeting).toEqual(before);
  });

  test('by text is spoken where the server can speak, else refused with what to do', async () => {
    const reply = await ada.call(voice.writeGreeting, { body: { text: 'You have reached  Ada.' } });
    if (await w.deps.speaker.canSpeak()) {
      expect(reply.body.greeting).toMatchObject({ kind: 'text', text: 'You have reached Ada.' });
      expect(reply.body.greeting.seconds).toBeGreaterThan(0.5);
    } else expect(reply.body).toMatchObject({ code: 'voice.cannot_speak', field: 'text' });
    expect((await ada.call(voice.writeGreeting, { body: { text: ' … ' } })).body.code).toBe('voice.greeting_empty');
  });
});

describe('"What happens when someone calls me?"', () => {
  const names = async (query: object) =>
    (await ada.call(voice.whatHappens, { query })).body.steps.map((one: { step: string }) => one.step).join(' → ');

  test('shows the way that a call takes, for a caller and a time', async () => {
    expect(await names({})).toBe('ring → greeting → record → mail');
    await ada.call(voice.block, { body: { number: '+12125550188' } });
    expect(await names({ from: '(212) 555-0188' })).toBe('reject');
    await ada.call(voice.doNotDisturb, { body: { minutes: 60 } });
    expect(await names({})).toBe('greeting → record → mail');
    expect(await names({ at: new Date(w.clock.now().getTime() + 7_200_000).toISOString() })).toBe(
      'ring → greeting → record → mail',
    );
    await ada.call(voice.doNotDisturb, { body: { minutes: 0 } });
  });

  test('knows the business hours of the company', async () => {
    const nine = [{ from: '09:00', to: '17:00' }];
    const hours = {
      week: [nine, nine, nine, nine, nine, [], []],
      holidays: [{ date: '2026-12-25', name: 'Christmas', yearly: true, spans: [] }],
    };
    await w.pool.query('update company set business_hours = $2 where id = $1', [ada.companyId, hours]);
    await ada.call(voice.changeRules, { body: { set: { afterHours: 'voicemail' } } });
    expect(await names({ at: '2026-03-04T15:00:00.000Z' })).toBe('ring → greeting → record → mail');
    expect(await names({ at: '2026-03-04T03:00:00.000Z' })).toBe('greeting → record → mail');
    expect(await names({ at: '2026-12-25T15:00:00.000Z' })).toBe('greeting → record → mail');
  });

  test('leaves out the mail that is off', async () => {
    await ada.call(settings.changePreferences, { body: { set: { emailNotifications: false } } });
    expect(await names({ at: '2026-03-04T15:00:00.000Z' })).toBe('ring → greeting → record');
  });
});
