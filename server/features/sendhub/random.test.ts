import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import { messages } from '#contract/messages.ts';
import { judgeOfAnswers } from '#test/judge-answers.ts';
import { isPublishedApiHere, publishedApi } from '#test/published-api.ts';
import { freshNumber, type World, world } from '#test/world.ts';

// Requests made from the published schemas, right and broken, in an order that the seed decides. RANDOM_REQUESTS=20000 for all.
const requests = Number(process.env.RANDOM_REQUESTS ?? 1500);
const seed = Number(process.env.RANDOM_SEED ?? 7);

interface Schema {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
  readonly allOf?: readonly unknown[];
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

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
/** Ids of what another company has: contact, group, thread, message, line and company. */
let strange: string[];
beforeAll(async () => {
  if (!isPublishedApiHere) return;
  w = await world();
  ada = await w.line({ name: 'Ada' });
  const stranger = await w.line({ name: 'Somebody Else Entirely', company: 'Another Company' });
  await w.drainJobs();
  await w.pool.query('update api_key set per_minute = 1000000');
  const { body: contact } = await stranger.call(contacts.add, {
    body: { name: 'Kept From Others', number: freshNumber() },
  });
  const { body: group } = await stranger.call(groups.add, { body: { name: 'Kept From Others Too' } });
  const { body: sent } = await stranger.call(messages.send, {
    body: { to: { contacts: [contact.id] }, text: 'Words that are Kept From Others' },
  });
  strange = [contact.id, group.id, sent.threadId, sent.messageId, stranger.lineId, stranger.companyId];
  expect(strange.filter((id) => !/^\d+$/.test(id))).toEqual([]);
}, 120_000);
afterAll(() => w?.close());

describe.skipIf(!isPublishedApiHere)(
  'requests at random (skipped where the published document is not beside the project)',
  () => {
    test(`${requests} of them: never a fault, never an answer that is not published, never anything of another company`, async () => {
      const api = publishedApi();
      const judge = await judgeOfAnswers(w);
      // Its tries at passwords are few by design; the other tests have it.
      const operations = api.operations.filter(({ path }) => path !== '/v1/auth');
      const random = randomFrom(seed);
      const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // never empty
      const ids = new Set<string>([
        ada.companyId,
        ada.lineId,
        ...strange,
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
      /** A value of a published shape: of what is optional some, now and then something odd. */
      const ofShape = (shape: unknown, name = ''): unknown => {
        if (random() < 0.06) return pick(odd);
        if (good[name] && random() < 0.8) return good[name]();
        const schema = (api.resolve(shape) ?? {}) as Schema;
        if (schema.enum) return pick(schema.enum);
        const some = schema.anyOf ?? schema.oneOf;
        if (some) return ofShape(pick(some), name);
        if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => ofShape(one)));
        if (schema.nullable && random() < 0.1) return null;
        if (schema.type === 'boolean') return pick([true, false, 'true', 'false']);
        if (schema.type === 'integer' || schema.type === 'number') return Math.floor(random() * 100);
        if (schema.type === 'string') return `S${Math.floor(random() * 1000)}`;
        if (schema.type === 'array')
          return [ofShape(schema.items), ofShape(schema.items)].slice(Math.floor(random() * 3));
        const names = Object.keys(schema.properties ?? {});
        const sent = names.filter((one) => random() < (schema.required?.includes(one) ? 0.97 : 0.4));
        return Object.fromEntries([
          ...sent.map((one) => [one, ofShape(schema.properties?.[one], one)]),
          // What no shape has: clients send it, and contacts keep it.
          ...(random() < 0.2 ? [[pick(['unread', 'shoe_size', 'text', 'number']), pick(odd)]] : []),
        ]);
      };
      /** What was not as published, each kind once, with an example. */
      const wrong = new Map<string, string>();
      const tally = new Map<number, number>();
      for (let n = 0; n < requests; n += 1) {
        const operation = pick(operations);
        const path = operation.path.replace(/\{\w+\}/g, () =>
          // An empty one would be another address.
          encodeURIComponent(String(random() < 0.9 ? pick([...ids]) : pick(odd)) || '0'),
        );
        const query = new URLSearchParams({ username: ada.username, api_key: ada.apiKey });
        for (const name of ['limit', 'offset', 'number', 'name', 'ordering', 'blocked'])
          if (random() < 0.1) query.set(name, String(random() < 0.5 && good[name] ? good[name]() : pick(odd)));
        const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
        const raw = hasBody
          ? random() < 0.02
            ? '{"broken":'
            : JSON.stringify(ofShape(api.bodyOf(operation)))
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
        for (const id of strange) expect(reply.body.replaceAll(raw ?? path, ''), said).not.toContain(`"id":"${id}"`);
        const isJson = reply.headers['content-type']?.includes('json');
        const answer = reply.body === '' ? undefined : isJson ? reply.json() : reply.body;
        for (const fault of judge(operation, reply.statusCode, answer))
          wrong.set(`${operation.method} ${operation.path} ${reply.statusCode}: ${fault}`, said);
        if (isJson) {
          if (reply.statusCode >= 400)
            expect(answer, said).toMatchObject({ code: String(reply.statusCode), status: reply.statusCode });
          for (const found of JSON.stringify(answer).matchAll(
            /"(?:id|contact_id|thread_id|threadId|message_id)":"(\d{16,19})"/g,
          ))
            if (found[1] && ids.size < 200) ids.add(found[1]);
        }
        tally.set(reply.statusCode, (tally.get(reply.statusCode) ?? 0) + 1);
      }
      expect(Object.fromEntries(wrong)).toEqual({});
      // Both kinds were there: what is accepted and what is refused.
      expect((tally.get(200) ?? 0) + (tally.get(201) ?? 0)).toBeGreaterThan(requests / 20);
      expect(tally.get(400) ?? 0).toBeGreaterThan(requests / 20);
    }, 900_000);
  },
);
