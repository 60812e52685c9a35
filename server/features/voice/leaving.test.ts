import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { company } from '#contract/company.ts';
import { inbox } from '#contract/inbox.ts';
import { lines } from '#contract/lines.ts';
import { settings } from '#contract/settings.ts';
import { tone } from '#contract/tones.ts';
import { voice } from '#contract/voice.ts';
import { writeWav } from '#contract/wav.ts';
import { days, minutes, seconds } from '#server/platform/clock.ts';
import { callTo } from '#test/calls.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

type Line = Awaited<ReturnType<World['line']>>;
const numberOf = async (line: Line) => (await line.call(settings.read)).body.number as string;
const callsOf = async (line: Line) => (await line.call(voice.calls)).body.calls;
const threadsOf = async (line: Line) => (await line.call(inbox.threads)).body.threads;
const fileOf = async (voicemailId: string) =>
  (await w.pool.query('select file from voicemail where id = $1', [voicemailId])).rows[0].file as string;

async function leaveVoicemail(line: Line, from = freshNumber()) {
  const call = callTo(w, await numberOf(line), from);
  const plan = await call.begin();
  w.clock.advance(seconds(26));
  const record = await call.toBeep(plan);
  await call.over({ seconds: 20 });
  const id = `RE${call.carrierId}`;
  w.carrier.recordings.set(id, writeWav(tone([300], 3000)));
  await call.post(record.readyUrl, { recording: { id, state: 'ready', seconds: 3 } });
  await w.drainJobs();
}

describe('a company that keeps conversations for six months', () => {
  test('has calls and voicemails deleted that are older, with their sound and their place in the conversation', async () => {
    const ada = await w.line();
    await w.drainJobs();
    await leaveVoicemail(ada);
    const [{ voicemail }] = await callsOf(ada);
    const file = await fileOf(voicemail.id);
    const daily = async () => {
      await w.pool.query("select graphile_worker.add_job('company.forget-old-everywhere', '{}')");
      await w.drainJobs();
    };
    w.clock.advance(days(400));
    const later = { ...ada, ...(await w.signIn(ada.username)) };
    await daily();
    expect(await callsOf(later)).toHaveLength(1);

    await later.call(company.changePolicy, { body: { secondFactorRequired: false, retentionMonths: 6 } });
    await leaveVoicemail(later);
    await daily();
    expect(await callsOf(later)).toHaveLength(1);
    expect(await threadsOf(later)).toHaveLength(1);
    expect(await w.deps.files.get(file)).toBeUndefined();
    const left = await w.pool.query(
      `select (select count(*) from voicemail where company_id = $1)::int as voicemails,
        (select count(*) from call_leg where company_id = $1 and call_id not in (select id from call))::int as legs,
        (select count(*) from thread_entry where company_id = $1)::int as entries,
        (select count(*) from usage_entry where company_id = $1 and meter = 'minutes')::int as minutes`,
      [ada.companyId],
    );
    expect(left.rows[0]).toEqual({ voicemails: 1, legs: 0, entries: 1, minutes: 2 });
  });
});

describe('a line that is removed', () => {
  const gone = async (admin: Line, bob: Line, threadsTo: string | null) => {
    await admin.call(lines.remove, {
      params: { id: bob.lineId },
      body: { number: 'keep', numberTo: null, threadsTo },
    });
    w.clock.advance(days(7) + minutes(1));
    await w.drainJobs();
  };

  test('hands its calls and voicemails over with its conversations', async () => {
    const ada = await w.line();
    const bob = (await w.colleague(ada)) as Line;
    const eve = (await w.colleague(ada)) as Line;
    await w.drainJobs();
    await leaveVoicemail(bob);
    await gone(ada, bob, eve.lineId);
    const [{ voicemail }] = await callsOf(eve);
    expect((await eve.call(voice.voicemailSound, { params: { id: voicemail.id } })).status).toBe(200);
    const [thread] = await threadsOf(eve);
    const { entries } = (await eve.call(inbox.entries, { params: { id: thread.id } })).body;
    expect(entries).toMatchObject([{ kind: 'voicemail', voicemailId: voicemail.id }]);
    await eve.call(voice.markHeard, { params: { id: voicemail.id }, body: { heard: true } });
    expect((await threadsOf(eve))[0].unread).toBe(0);
  });

  test('without an heir leaves neither calls nor recordings nor its greeting', async () => {
    const ada = await w.line();
    const bob = (await w.colleague(ada)) as Line;
    await w.drainJobs();
    const payload = new FormData();
    payload.append('greeting', new Blob([writeWav(tone([440], 2000))], { type: 'audio/wav' }), 'hello.wav');
    const form = new Response(payload);
    const type = form.headers.get('content-type') ?? '';
    await bob.call(voice.uploadGreeting, { raw: { payload: Buffer.from(await form.arrayBuffer()), type } });
    await leaveVoicemail(bob);
    const [{ voicemail }] = await callsOf(bob);
    const { rows } = await w.pool.query('select greeting_file as key from phone_settings where line_id = $1', [
      bob.lineId,
    ]);
    const files = [await fileOf(voicemail.id), `greetings/${rows[0].key}/greeting.wav`];
    for (const file of files) expect(await w.deps.files.get(file)).toBeDefined();
    await gone(ada, bob, null);
    for (const file of files) expect(await w.deps.files.get(file)).toBeUndefined();
    const left = await w.pool.query(
      'select (select count(*) from call where line_id = $1)::int as calls, (select count(*) from phone_settings where line_id = $1)::int as settings',
      [bob.lineId],
    );
    expect(left.rows[0]).toEqual({ calls: 0, settings: 0 });
  });

  test('for good while one calls and another leaves a voicemail: both callers are let go, and late news of them change nothing', async () => {
    const ada = await w.line();
    const bob = (await w.colleague(ada)) as Line;
    await w.drainJobs();
    const to = await numberOf(bob);
    const [ringing, speaking] = [callTo(w, to, freshNumber()), callTo(w, to, freshNumber())];
    const spoken = await speaking.begin();
    w.clock.advance(seconds(26));
    const record = await speaking.toBeep(spoken);
    const rings = await ringing.begin();
    await gone(ada, bob, null);

    const after = ringing.verb(rings, 'dial').doneUrl;
    expect(await ringing.post(after, { state: 'answered' })).toEqual([{ do: 'hang up' }]);
    expect(await ringing.begin()).toEqual([{ do: 'reject', as: 'rejected' }]);
    const id = `RE${speaking.carrierId}`;
    w.carrier.recordings.set(id, writeWav(tone([300], 3000)));
    await speaking.post(record.readyUrl, { recording: { id, state: 'ready', seconds: 3 } });
    for (const call of [ringing, speaking]) await call.over({ seconds: 40 });
    await w.drainJobs();
    const { rows } = await w.pool.query(
      'select (select count(*) from call where company_id = $1)::int as calls, (select count(*) from voicemail where company_id = $1)::int as voicemails',
      [ada.companyId],
    );
    expect(rows).toEqual([{ calls: 0, voicemails: 0 }]);
  });
});
