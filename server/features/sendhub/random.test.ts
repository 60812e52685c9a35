import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { isPublishedApiHere, publishedApi } from '#test/published-api.ts';
import { freshNumber, type World, world } from '#test/world.ts';

// Requests made from the published schemas, right and broken, in an order that the seed decides. RANDOM_REQUESTS=20000 for all.
const requests = Number(process.env.RANDOM_REQUESTS ?? 1500);
const seed = Number(process.env.RANDOM_SEED ?? 7);

/** mulberry32: small, and the same everywhere. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let w: World;
let ada: Awaited<ReturnType<World['line']>>;
let strange: { id: string; name: string; number: string };
beforeAll(async () => {
  if (!isPublishedApiHere) return;
  w = await world();
  ada = await w.line({ name: 'Ada' });
  const stranger = await w.line({ name: 'Somebody Else Entirely', company: 'Another Company' });
  await w.drainJobs();
  await w.pool.query('update api_key set per_minute = 1000000');
  const number = freshNumber();
  const reply = await stranger.call(contacts.add, { body: { name: 'Kept From Others', number } });
  strange = { id: reply.body.id, name: 'Kept From Others', number };
});
afterAll(() => w?.close());

describe.skipIf(!isPublishedApiHere)(
  'requests at random (skipped where the published document is not beside the project)',
  () => {
    test(`${requests} of them: never a fault, never an answer that is not published, never anything of another company`, async () => {
      const api = publishedApi();
      const random = randomFrom(seed);
      const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // never empty
      const ids = new Set<string>([
        ada.companyId,
        ada.lineId,
        strange.id,
        '5',
        '9223372036854775807',
        '99999999999999999999',
      ]);
      const odd: readonly unknown[] = [
        null,
        '',
        0,
        -1,
        1e300,
        true,
        'false',
        [],
        {},
        'x'.repeat(300),
        '\u0000',
        '😀',
        '+1',
        '4155550123',
        ['a'],
        { a: { b: 1 } },
        '2026-13-45T99:99:99+0000',
        '<script>',
        "'; drop table line; --",
      ];
      const kept = [
        'id',
        'contacts',
        'groups',
        'add',
        'remove',
        'number',
        'name',
        'text',
        'objects',
        'scheduled_at',
        'slug',
        'mms',
        'unread',
        'keyword',
        'blocked',
        'screened',
        'deleted',
        'ttjResponse',
        'text_to_subscribe',
        'signature',
        'phone_number',
        'sms_webhook_url',
        'automated_sms_response',
        'sms_forwarding',
        'mask_caller_id',
        'limit',
        'offset',
      ];
      const good: Record<string, () => unknown> = {
        id: () => pick([...ids]),
        contacts: () =>
          [pick([...ids]), `+1415555${String(Math.floor(random() * 9000) + 1000)}`].slice(Math.floor(random() * 2)),
        groups: () => [pick([...ids])],
        add: () => [pick([...ids])],
        remove: () => [pick([...ids])],
        number: () => `+1415555${String(Math.floor(random() * 9000) + 1000)}`,
        name: () => `N${Math.floor(random() * 1000)}`,
        text: () => 'Hello',
        objects: () => [{ name: 'Cy', number: `415555${Math.floor(random() * 9000) + 1000}` }],
        scheduled_at: () => pick(['2026-03-09T09:00:00+0000', null]),
        limit: () => 1 + Math.floor(random() * 30),
        offset: () => Math.floor(random() * 5),
        phone_number: () => '+14155550100',
      };
      const bodyFor = (example: unknown): unknown => {
        if (random() < 0.03) return pick(odd);
        const body: Record<string, unknown> = random() < 0.5 && typeof example === 'object' ? { ...example } : {};
        const names = Object.keys(body).length > 0 ? [...Object.keys(body), ...kept] : kept;
        for (let n = Math.floor(random() * 6); n >= 0; n -= 1) {
          const name = pick(names);
          body[name] = random() < 0.6 && good[name] ? good[name]() : pick(odd);
        }
        return body;
      };
      const tally = new Map<number, number>();
      for (let n = 0; n < requests; n += 1) {
        const operation = pick(api.operations.filter(({ path }) => path !== '/v1/auth'));
        const path = operation.path.replace(/\{\w+\}/g, () =>
          encodeURIComponent(String(random() < 0.9 ? pick([...ids]) : pick(odd))),
        );
        const query = new URLSearchParams({ username: ada.username, api_key: ada.apiKey });
        for (const name of ['limit', 'offset', 'number', 'name', 'ordering', 'blocked'])
          if (random() < 0.1) query.set(name, String(random() < 0.5 && good[name] ? good[name]() : pick(odd)));
        const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
        const raw = hasBody
          ? random() < 0.02
            ? '{"broken":'
            : JSON.stringify(bodyFor(api.exampleOf(operation)))
          : undefined;
        const reply = await w.app.inject({
          method: operation.method as 'GET',
          url: `${path}?${query}`,
          headers: { 'content-type': 'application/json' },
          ...(raw !== undefined && { payload: raw }),
        });
        const said = `${operation.method} ${path} ${raw ?? ''} → ${reply.statusCode} ${reply.body.slice(0, 500)}`;
        expect(reply.statusCode, said).toBeLessThan(500);
        expect([200, 201, 202, 204, 400, 401, 403, 404, 409, 413, 420, 429], said).toContain(reply.statusCode);
        // Codes to new numbers are few; the answer says when there are more, in both ways.
        if (reply.statusCode === 429) {
          const wait = Number(reply.headers['retry-after']);
          const [h, m, s] = reply.json().timeLeft.split(':').map(Number);
          expect(h * 3600 + m * 60 + s, said).toBe(wait);
          expect(wait, said).toBeGreaterThan(0);
        }
        expect(reply.body, said).not.toMatch(/Kept From Others|Somebody Else|Another Company/);
        if (reply.body !== '' && reply.headers['content-type']?.includes('json')) {
          const answer = reply.json();
          if (reply.statusCode >= 400)
            expect(answer, said).toMatchObject({ code: String(reply.statusCode), status: reply.statusCode });
          for (const found of JSON.stringify(answer).matchAll(
            /"(?:id|contact_id|thread_id|message_id)":"(\d{16,19})"/g,
          ))
            if (found[1] && ids.size < 200) ids.add(found[1]);
        }
        tally.set(reply.statusCode, (tally.get(reply.statusCode) ?? 0) + 1);
      }
      // Both kinds were there: what is accepted and what is refused.
      expect((tally.get(200) ?? 0) + (tally.get(201) ?? 0)).toBeGreaterThan(requests / 20);
      expect(tally.get(400) ?? 0).toBeGreaterThan(requests / 20);
    }, 900_000);
  },
);
