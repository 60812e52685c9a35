import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inbox } from '#contract/inbox.ts';
import { settings } from '#contract/settings.ts';
import { tone } from '#contract/tones.ts';
import { voice } from '#contract/voice.ts';
import { writeWav } from '#contract/wav.ts';
import { seconds } from '#server/platform/clock.ts';
import { callTo } from '#test/calls.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
let ada: Awaited<ReturnType<World['line']>> & { number: string };
let caller: string;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(async () => {
  await w.pool.query('delete from graphile_worker._private_jobs');
  const made = await w.line();
  await w.drainJobs();
  ada = { ...made, number: (await made.call(settings.read)).body.number };
  caller = freshNumber();
});

const threads = async () => (await ada.call(inbox.threads)).body.threads;
const entries = async () => {
  const [thread] = await threads();
  return thread === undefined ? [] : (await ada.call(inbox.entries, { params: { id: thread.id } })).body.entries;
};

async function miss() {
  const call = callTo(w, ada.number, caller);
  await call.begin();
  await call.over({ seconds: 0, end: 'no_answer' });
  return call;
}

async function leave(ms = 3000) {
  const call = callTo(w, ada.number, caller);
  const plan = await call.begin();
  w.clock.advance(seconds(26));
  const record = await call.toBeep(plan);
  await call.over({ seconds: 20 });
  const id = `RE${call.carrierId}`;
  const arrives = async () => {
    w.carrier.recordings.set(id, writeWav(tone([300], ms)));
    await call.post(record.readyUrl, { recording: { id, state: 'ready', seconds: 3 } });
    await w.drainJobs();
  };
  return { call, arrives };
}

describe('the conversation with a caller', () => {
  test('has a missed call once, unread, at the top of the inbox', async () => {
    const call = await miss();
    await call.over({ seconds: 0, end: 'no_answer' });
    await w.drainJobs();
    expect(await threads()).toMatchObject([
      {
        members: [{ number: caller }],
        unread: 1,
        last: { kind: 'call', direction: 'in', text: 'missed' },
      },
    ]);
    expect(await entries()).toMatchObject([{ kind: 'call', direction: 'in', outcome: 'missed', seconds: 0 }]);
  });

  test('has an answered call with how long it was, and nothing to read', async () => {
    const call = callTo(w, ada.number, caller);
    await call.begin();
    const { id } = (await ada.call(voice.liveCalls)).body.calls[0];
    await ada.call(voice.accept, { params: { id } });
    expect(await entries()).toEqual([]);
    await call.over({ seconds: 83 });
    expect(await entries()).toMatchObject([{ kind: 'call', callId: id, outcome: 'answered', seconds: 83 }]);
    expect(await threads()).toMatchObject([{ unread: 0, last: { text: 'answered' } }]);
  });

  test('has a call that the line made', async () => {
    const { body } = await ada.call(voice.place, { body: { to: caller } });
    const { rows } = await w.pool.query('select carrier_id from call where id = $1', [body.id]);
    const status = `/carrier/main/voice/status?company=${ada.companyId}&call=${body.id}`;
    await callTo(w, caller, ada.number).post(status, {
      carrierId: rows[0].carrier_id,
      state: 'ended',
      end: 'no_answer',
      seconds: 0,
    });
    expect(await entries()).toMatchObject([{ kind: 'call', direction: 'out', outcome: 'missed' }]);
    expect(await threads()).toMatchObject([{ unread: 0, last: { direction: 'out' } }]);
  });

  test('has a voicemail, unread until it is heard, whichever page it is heard on', async () => {
    const { arrives } = await leave();
    expect(await entries()).toEqual([]);
    await arrives();
    await arrives();
    const [entry, ...more] = await entries();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ kind: 'voicemail', seconds: 3, heard: false, deleted: false, transcript: null });
    expect(entry.peaks).toHaveLength(96);
    expect((await threads())[0]).toMatchObject({ unread: 1, last: { kind: 'voicemail' } });

    const params = { id: entry.voicemailId };
    for (const _ of [1, 2]) await ada.call(voice.markHeard, { params, body: { heard: true } });
    expect(await entries()).toMatchObject([{ heard: true }]);
    expect((await threads())[0].unread).toBe(0);
    await ada.call(voice.markHeard, { params, body: { heard: false } });
    expect((await threads())[0].unread).toBe(1);
  });

  test('keeps a later missed call unread when the voicemail before it is heard', async () => {
    const { arrives } = await leave();
    await arrives();
    const [{ id }] = await threads();
    await ada.call(inbox.markRead, { params: { id }, body: { read: true } });
    await miss();
    const [voicemail] = await entries();
    await ada.call(voice.markHeard, { params: { id: voicemail.voicemailId }, body: { heard: true } });
    expect((await threads())[0].unread).toBe(1);
  });

  test('says of a voicemail that it was deleted, and has neither its words nor its outline any more', async () => {
    const { arrives } = await leave();
    await arrives();
    const [{ voicemailId }] = await entries();
    await w.pool.query("update voicemail set transcript = 'call me back' where id = $1", [voicemailId]);
    await ada.call(voice.markHeard, { params: { id: voicemailId }, body: { heard: true } });
    expect((await threads())[0].last.text).toBe('call me back');
    await ada.call(voice.removeVoicemail, { params: { id: voicemailId } });
    expect(await entries()).toMatchObject([{ kind: 'voicemail', deleted: true, transcript: null, peaks: [] }]);
    expect((await threads())[0]).toMatchObject({ unread: 0, last: { text: '' } });
  });

  test('has a voicemail that came too late beside the call that was called missed', async () => {
    const { arrives } = await leave();
    w.clock.advance(seconds(61));
    await w.drainJobs();
    await arrives();
    expect((await entries()).map(({ kind }: { kind: string }) => kind)).toEqual(['call', 'voicemail']);
  });

  test('is not opened by callers who are blocked or hide their number', async () => {
    await ada.call(voice.block, { body: { number: caller } });
    await miss();
    caller = 'anonymous';
    await miss();
    expect(await threads()).toEqual([]);
    expect((await ada.call(voice.calls)).body.calls).toHaveLength(1);
  });
});
