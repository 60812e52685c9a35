import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { hours, minutes } from '#server/platform/clock.ts';
import { drainJobs } from '#server/platform/jobs/worker.ts';
import { allJobs } from '#server/worker.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(async () => {
  w.carrier.mode = 'takes';
  w.mailer.mode = 'takes';
  await w.drainJobs();
  w.clock.advance(hours(1));
});

/** Every due job once, as one pass of a worker. */
async function onePass() {
  await w.pool.query(
    'update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null',
  );
  await drainJobs(w.pool, allJobs(w.deps), w.deps.log);
}
const codesTo = (number: string) => w.texts().filter((text) => text.to === number && /#\d{6}$/.test(text.text));

async function waitingCell(mode: World['carrier']['mode']) {
  const ada = await w.line();
  await w.drainJobs();
  const number = freshNumber();
  w.carrier.mode = mode;
  await ada.call(settings.proposeCell, { body: { number } });
  await onePass();
  return { ada, number, waiting: async () => (await ada.call(settings.read)).body.cell.waiting };
}

test('while the carrier is down the page says "delayed"; once it is back the code is sent, once', async () => {
  const { ada, number, waiting } = await waitingCell('down');
  expect(await waiting()).toMatchObject({ delivery: 'delayed' });
  await onePass();
  expect(codesTo(number)).toHaveLength(0);
  w.carrier.mode = 'takes';
  await onePass();
  await onePass();
  expect(await waiting()).toMatchObject({ delivery: 'sent' });
  expect(codesTo(number)).toHaveLength(1);
  expect((await ada.call(settings.verifyCell, { body: { code: await w.codeTextedTo(number) } })).status).toBe(200);
});

test('a carrier that fell silent after it took the text is asked, not sent the text twice', async () => {
  const { number, waiting } = await waitingCell('silent after taking');
  expect(await waiting()).toMatchObject({ delivery: 'delayed' });
  w.carrier.mode = 'takes';
  await onePass();
  expect(codesTo(number)).toHaveLength(1);
  expect(await waiting()).toMatchObject({ delivery: 'sent' });
});

test('a carrier that fell silent before it took the text gets it again', async () => {
  const { number, waiting } = await waitingCell('silent without taking');
  expect(codesTo(number)).toHaveLength(0);
  w.carrier.mode = 'takes';
  await onePass();
  expect(codesTo(number)).toHaveLength(1);
  expect(await waiting()).toMatchObject({ delivery: 'sent' });
});

test('a text that the carrier refuses is reported with the reason and not tried again', async () => {
  const { number, waiting } = await waitingCell('refuses');
  expect(await waiting()).toMatchObject({ delivery: 'failed', why: 'filtered' });
  w.carrier.mode = 'takes';
  await w.drainJobs();
  expect(codesTo(number)).toHaveLength(0);
});

test('a job that is worked again after a crash does not text twice', async () => {
  const { number } = await waitingCell('takes');
  // The process died after the carrier took the text, before it was written down.
  await w.pool.query('update system_text set state = \'trying\', carrier_id = null where "to" = $1', [number]);
  const jobs = (await w.pool.query('select id::text from challenge where target = $1', [number])).rows;
  await w.pool.query("select graphile_worker.add_job('identity.deliver-code', $1::json)", [
    JSON.stringify({ ...(await payloadOf(number)), challengeId: jobs[0].id }),
  ]);
  await onePass();
  expect(codesTo(number)).toHaveLength(1);
});

/** The payload that the job of the last code to this number had. */
async function payloadOf(number: string) {
  const [found] = (await w.pool.query('select company_id::text as c from challenge where target = $1', [number])).rows;
  const code = /#(\d{6})$/.exec(codesTo(number).at(-1)?.text ?? '')?.[1] ?? '';
  return { companyId: found.c, sealed: w.deps.secrets.seal('code', code).toString('base64') };
}

test('a code that was replaced or grew too old while the carrier was down is let go', async () => {
  const { number, waiting } = await waitingCell('down');
  w.clock.advance(minutes(10));
  w.carrier.mode = 'takes';
  await w.drainJobs();
  expect(codesTo(number)).toHaveLength(0);
  expect(await waiting()).toMatchObject({ delivery: 'delayed' });
});

test('while the mail server is down the page says "delayed"; once it is back the link is mailed, once', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const email = `down.${process.pid}@example.com`;
  w.mailer.mode = 'down';
  await ada.call(settings.proposeEmail, { body: { email } });
  await onePass();
  const waiting = async () => (await ada.call(settings.read)).body.email.waiting;
  expect(await waiting()).toMatchObject({ delivery: 'delayed' });
  w.mailer.mode = 'takes';
  await w.drainJobs();
  expect(await waiting()).toMatchObject({ delivery: 'sent' });
  expect(w.mails().filter((mail) => mail.to === email)).toHaveLength(1);
});

test('a mail that the server refuses is reported with its reason', async () => {
  const ada = await w.line();
  await w.drainJobs();
  w.mailer.mode = 'refuses';
  await ada.call(settings.proposeEmail, { body: { email: `refused.${process.pid}@example.com` } });
  await onePass();
  expect((await ada.call(settings.read)).body.email.waiting).toMatchObject({
    delivery: 'failed',
    why: '550 no such user',
  });
});
