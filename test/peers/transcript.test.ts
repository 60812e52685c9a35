import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inbox } from '#contract/inbox.ts';
import { settings } from '#contract/settings.ts';
import { voice } from '#contract/voice.ts';
import { writeWav } from '#contract/wav.ts';
import { takeRecording } from '#server/features/voice/keep-recording.ts';
import { writeTranscript } from '#server/features/voice/transcribe.ts';
import { seconds } from '#server/platform/clock.ts';
import { createSpeaker } from '#server/platform/sound/speak.ts';
import { callTo } from '../calls.ts';
import { type World, world } from '../world.ts';

const isThere = (command: string) => spawnSync(command, [], { timeout: 20_000 }).error === undefined;
const canRun = isThere('pocketsphinx_continuous') && isThere('flite');
const message = 'Hello. Please call me back tomorrow morning. Thank you very much.';

describe.skipIf(!canRun)('voicemails written down (packages pocketsphinx, pocketsphinx-en-us, flite)', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ transcriber: 'pocketsphinx' });
  });
  afterAll(() => w.close());

  /** `beforeMail`: the recording is here, and everything else still waits. */
  async function spokenTo(line: Awaited<ReturnType<World['line']>>, beforeMail?: () => Promise<void>) {
    const number = (await line.call(settings.read)).body.number;
    const call = callTo(w, number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    const record = await call.toBeep(plan);
    await call.over({ seconds: 20 });
    const samples = await createSpeaker().speak(message, 'en-US');
    if (!samples) throw new Error('flite did not speak');
    const id = `RE${call.carrierId}`;
    w.carrier.recordings.set(id, writeWav(samples));
    await call.post(record.readyUrl, { recording: { id, state: 'ready', seconds: 5 } });
    const { rows } = await w.pool.query<{ callId: string }>(
      'select id::text as "callId" from call where carrier_id = $1',
      [call.carrierId],
    );
    const made = { companyId: line.companyId, callId: rows[0]?.callId ?? '' };
    if (beforeMail) {
      await takeRecording(w.deps, { ...made, recordingId: id });
      await beforeMail();
    }
    await w.drainJobs();
    return made;
  }

  const used = async (line: Awaited<ReturnType<World['line']>>) =>
    (
      await w.pool.query(
        "select used::int, reserved::int from company_meter where company_id = $1 and meter = 'transcriptions'",
        [line.companyId],
      )
    ).rows[0];

  test('what was said stands in the list, in the conversation and in the mail, as a draft, and is counted once', {
    timeout: 60_000,
  }, async () => {
    const ada = await w.line();
    await w.drainJobs();
    expect((await ada.call(voice.phoneSettings)).body.canTranscribe).toBe(true);
    await ada.call(voice.changeRules, { body: { set: { transcribe: true } } });
    await spokenTo(ada);
    const [{ voicemail }] = (await ada.call(voice.calls)).body.calls;
    // A draft: some of its words are right.
    expect(voicemail.transcript).toMatch(/tomorrow morning/);
    const [thread] = (await ada.call(inbox.threads)).body.threads;
    expect(thread.last.text).toBe(voicemail.transcript);
    const mail = w.mails().filter(({ to }) => to === ada.email);
    expect(mail).toHaveLength(1);
    expect(mail[0]?.text).toContain(voicemail.transcript);
    expect(mail[0]?.text).toContain('a draft');
    expect(await used(ada)).toEqual({ used: 1, reserved: 0 });
  });

  test('what takes longer than a minute holds no mail up, and comes to the list later', {
    timeout: 60_000,
  }, async () => {
    const ada = await w.line();
    await w.drainJobs();
    await ada.call(voice.changeRules, { body: { set: { transcribe: true } } });
    const mails = () => w.mails().filter(({ to }) => to === ada.email);
    const call = await spokenTo(ada, async () => {
      const waits = await jobs('voice.mail-call');
      expect(waits).toHaveLength(1);
      expect(waits[0]?.seconds).toBeGreaterThan(50);
      expect(waits[0]?.seconds).toBeLessThanOrEqual(60);
      // The engine has not got to it yet.
      await w.pool.query(
        `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
         where t.id = j.task_id and t.identifier = 'voice.transcribe'`,
      );
    });
    expect(mails()).toHaveLength(1);
    expect(mails()[0]).toMatchObject({ attachments: [{ contentType: expect.stringMatching(/^audio/) }] });
    expect(mails()[0]?.text).not.toContain('a draft');
    await writeTranscript(w.deps, call);
    await w.drainJobs();
    const [{ voicemail }] = (await ada.call(voice.calls)).body.calls;
    expect(voicemail.transcript).toMatch(/tomorrow morning/);
    expect(mails()).toHaveLength(1);
  });

  /** Jobs of a kind that wait, and how long. */
  const jobs = async (kind: string) =>
    (
      await w.pool.query<{ seconds: number }>(
        `select extract(epoch from j.run_at - now())::float8 as seconds from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1`,
        [kind],
      )
    ).rows;

  test('where the plan allows none, the voicemail is kept and mailed as sound alone', { timeout: 60_000 }, async () => {
    const ada = await w.line({ plan: 'trial' });
    await w.pool.query("update plan_allowance set allowance = 0 where plan_id = 'trial' and meter = 'transcriptions'");
    await w.drainJobs();
    await ada.call(voice.changeRules, { body: { set: { transcribe: true } } });
    await spokenTo(ada);
    const [{ voicemail }] = (await ada.call(voice.calls)).body.calls;
    expect(voicemail).toMatchObject({ transcript: null });
    expect(w.mails().filter(({ to }) => to === ada.email)).toHaveLength(1);
    expect((await used(ada)).used).toBe(0);
  });
});
