import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpointsOf } from '#server/platform/http/mount.ts';
import { type World, world } from '#test/world.ts';

type Operation = {
  summary?: string;
  security?: unknown[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
  parameters?: { in: string; name: string }[];
};
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown> };
}

let w: World;
let document: Document;
beforeAll(async () => {
  w = await world();
  document = (await w.app.inject({ url: '/openapi.json' })).json();
});
afterAll(() => w.close());

test('the document is OpenAPI 3.1 and names how to sign in', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Trunkline', version: expect.any(String) } });
  expect(Object.keys(document.components.securitySchemes)).toEqual(['session', 'apiKey', 'v1Name', 'v1Key', 'v1Basic']);
});

test('every endpoint is in it, with its summary, its refusals and who may call it, and nothing else is', () => {
  const endpoints = endpointsOf(w.app);
  expect(endpoints.length).toBeGreaterThan(30);
  for (const spec of endpoints) {
    const path = spec.path.replace(/:(\w+)/g, '{$1}');
    const operation = document.paths[path]?.[spec.method.toLowerCase()];
    expect(operation, `${spec.method} ${path}`).toBeDefined();
    expect(operation?.summary).toBe(spec.summary);
    for (const refusal of spec.errors)
      expect(JSON.stringify(operation?.responses[refusal.status])).toContain(refusal.code);
    if (spec.access.who !== 'anyone') {
      expect(operation?.security).toContainEqual({ session: [] });
      expect(operation?.responses).toHaveProperty('401');
    }
    const takesKeys = spec.access.who === 'line' && spec.access.scope !== undefined;
    expect((operation?.security ?? []).some((one) => JSON.stringify(one).includes('apiKey'))).toBe(takesKeys);
    if (spec.body) expect(operation?.requestBody).toBeDefined();
    for (const [, name] of spec.path.matchAll(/:(\w+)/g))
      expect(operation?.parameters).toContainEqual(expect.objectContaining({ in: 'path', name }));
  }
  const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(() => path.startsWith('/v1/')),
  );
  expect(listed.filter((isV1) => !isV1)).toHaveLength(endpoints.length);
  // The SendHub-compatible API: as many operations as are published.
  expect(listed.filter((isV1) => isV1)).toHaveLength(28);
});

test('what reads its requests and writes its replies can be compiled: the server does so late', () => {
  const compileWriter = SerializerSelector()({}, {});
  for (const { method, path, params, query, body, reply, kind, status = 200 } of endpointsOf(w.app)) {
    for (const schema of [params, query, body]) if (schema) expect(Compile(schema)).toBeDefined();
    if (!reply || kind === 'stream') continue;
    const write = compileWriter({ method, url: path, httpStatus: String(status), schema: reply });
    expect(write, `${method} ${path}`).toBeTypeOf('function');
  }
});

test('every reference in it leads somewhere', () => {
  const text = JSON.stringify(document);
  for (const [, reference = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = reference
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document); // walks plain JSON
    expect(found, reference).toBeDefined();
  }
});

test('the readable page is served, and gets nothing from elsewhere', async () => {
  const reply = await w.app.inject({ url: '/docs/' });
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toContain('text/html');
  expect(reply.headers['content-security-policy']).toContain("default-src 'self'");
});
