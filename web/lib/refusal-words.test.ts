import { beforeAll, expect, test } from 'vitest';
import { commonErrors } from '#contract/endpoint.ts';
import { identityErrors } from '#contract/identity.ts';
import { settingsErrors } from '#contract/settings.ts';
import { Refusal } from './api.ts';
import { fieldOf, loadRefusals, refusalWords } from './refusal-words.ts';
import { webErrors } from './web-errors.ts';

beforeAll(() => loadRefusals('es'));

const specs = [commonErrors, identityErrors, settingsErrors, webErrors].flatMap((group) => Object.values(group));

test.each(specs.map((spec) => [spec.code, spec] as const))('%s is said in both languages', (code, spec) => {
  const refusal = new Refusal(code, spec.status, 'the words of the server');
  const [en, es] = [refusalWords(refusal, 'en'), refusalWords(refusal, 'es')];
  expect(en).toBe(spec.message);
  expect(es).not.toBe('the words of the server');
  expect(es).not.toBe(en);
});

test('a wrong code says how many tries are left', () => {
  const say = (triesLeft: number, language: 'en' | 'es') =>
    refusalWords(new Refusal('identity.code_wrong', 422, '', 'code', { triesLeft }), language);
  expect([say(3, 'en'), say(1, 'en'), say(2, 'es')]).toEqual([
    'That code is not right. 3 tries left.',
    'That code is not right. 1 try left.',
    'Ese código no es correcto. Quedan 2 intentos.',
  ]);
});

test('a refusal for haste says how long to wait', () => {
  const refusal = new Refusal('identity.too_many_attempts', 429, '', undefined, { retryAfterSeconds: 240 });
  expect(refusalWords(refusal, 'en')).toBe('Too many attempts. Wait 4 minutes, or reset your password.');
  expect(refusalWords(refusal, 'es')).toContain('4 minutos');
});

test('an error finds its field by what the server names, else by its subject', () => {
  expect(fieldOf(new Refusal('identity.username_taken', 409, ''))).toBe('username');
  expect(fieldOf(new Refusal('identity.number_shape', 422, '', 'number'))).toBe('number');
  expect(fieldOf(new Refusal('server.fault', 500, ''))).toBeUndefined();
});
