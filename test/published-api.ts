import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

/** Where the published contract of the API lies, beside the project; it is not part of it. */
const place = new URL('../../shared/reference/sendhub-openapi-v1.yml', import.meta.url);
export const isPublishedApiHere = existsSync(place);

type Json = Record<string, unknown>;
const at = (from: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], from);

let known: ReturnType<typeof readPublished> | undefined;
/** The published contract as a judge of replies, and a source of requests. */
export const publishedApi = () => {
  known ??= readPublished();
  return known;
};

function readPublished() {
  const document = parse(readFileSync(place, 'utf8'), { maxAliasCount: -1 }) as Json;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  ajv.addSchema(standard(document) as AnySchema, 'published'); // made of an object, it is one
  const checks = new Map<string, ValidateFunction>();

  const resolve = (value: unknown): unknown => {
    const ref = at(value, '$ref');
    return typeof ref === 'string' ? resolve(at(document, ...ref.slice(2).split('/'))) : value;
  };

  return {
    operations: Object.entries(at(document, 'paths') as Json).flatMap(([path, verbs]) =>
      ['get', 'post', 'put', 'patch', 'delete'].flatMap((method) =>
        at(verbs, method) === undefined ? [] : [{ method: method.toUpperCase(), path }],
      ),
    ),
    /** The statuses that are published for an operation. */
    statusesOf: (operation: { method: string; path: string }): number[] =>
      Object.keys(at(document, 'paths', operation.path, operation.method.toLowerCase(), 'responses') as Json).map(
        Number,
      ),
    /** The faults of a reply; none: it is as published. A status that is not published is one. */
    faultsOf(operation: { method: string; path: string }, status: number, body: unknown): string[] {
      const responses = at(document, 'paths', operation.path, operation.method.toLowerCase(), 'responses');
      const response = resolve(at(responses, String(status)));
      if (response === undefined) return [`status ${status} is not published`];
      const schema = at(response, 'content', 'application/json', 'schema');
      if (schema === undefined) return [];
      const text = JSON.stringify(standard(schema)).replaceAll('"#/', '"published#/');
      const check = checks.get(text) ?? ajv.compile(JSON.parse(text));
      checks.set(text, check);
      if (check(body)) return [];
      return (check.errors ?? []).map((fault) => `${fault.instancePath || '/'} ${fault.message}`);
    },
    /** The published shape of a request's body, where there is one. */
    bodyOf: (operation: { method: string; path: string }): unknown =>
      at(
        resolve(at(document, 'paths', operation.path, operation.method.toLowerCase(), 'requestBody')),
        'content',
        'application/json',
        'schema',
      ),
    /** What a schema refers to, or itself. */
    resolve,
  };
}

/** OpenAPI 3.0 says `nullable` where JSON Schema says a type more. */
function standard(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(standard);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, example: _, examples: __, ...rest } = value as Json;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, standard(one)]));
  if (nullable !== true) return inner;
  return typeof inner['type'] === 'string'
    ? { ...inner, type: [inner['type'], 'null'] }
    : { anyOf: [inner, { type: 'null' }] };
}
