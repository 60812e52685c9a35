import type { TObject, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Endpoint } from '#contract/endpoint.ts';

export const isObject = (schema: TSchema | undefined): schema is TObject =>
  schema !== undefined && 'properties' in schema;

/** Numbers and ids have patterns that nothing can be made up from; what may be null is. */
export function sampleFor(schema: TSchema): unknown {
  if ('items' in schema) return [];
  if ('anyOf' in schema && JSON.stringify(schema).includes('"null"')) return null;
  if ('pattern' in schema) return String(schema.pattern).startsWith('^\\+') ? '+14155550100' : '1';
  return Value.Create(schema);
}

/** A body that the schema takes, as far as that can be made without knowing what it means. */
export function sampleOf(spec: Endpoint): Record<string, unknown> {
  if (!isObject(spec.body)) return {};
  const sample = (field: string, schema: TSchema): unknown => {
    if (field === 'token' || field === 'ticket') return 't'.repeat(43);
    if (field === 'sendAt' || field === 'at') return '2026-12-24T18:00:00.000Z';
    if ('pattern' in schema) return '1'; // the one pattern a body asks for is that of ids
    return sampleFor(schema);
  };
  return Object.fromEntries(
    Object.entries(spec.body.properties).map(([field, schema]) => [field, sample(field, schema)]),
  );
}
