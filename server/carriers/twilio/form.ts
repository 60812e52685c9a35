import type { CarrierWebhook } from '../carrier.ts';

export type Form = CarrierWebhook['form'];

/** Reads a form body; a name that comes more than once becomes a list. */
export function readForm(body: string): Form {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : [before, value].flat());
  }
  // Not by assignment: a field called __proto__ must be a field like any other.
  return Object.fromEntries(values);
}

/** A field's only or first value; '' where there is none. */
export function field(form: Form, name: string): string {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  // No database keeps a NUL, and one webhook with it must not cost those that are stored together with it.
  return ((typeof value === 'string' ? value : value?.[0]) ?? '').replaceAll('\0', '');
}

const longestId = 200;

/** The carrier's id of something; '' where there is none, or what cannot be one. */
export function idIn(form: Form, name: string): string {
  const id = field(form, name);
  return id.length > longestId ? '' : id;
}
