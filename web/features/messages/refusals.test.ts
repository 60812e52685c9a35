import { expect, test } from 'vitest';
import { messageErrors, messageSettingsErrors } from '#contract/messages.ts';
import { Refusal } from '#web/lib/api.ts';
import { refusalWords } from '#web/lib/refusal-words.ts';
import './refusals.ts';

const specs = [...Object.values(messageErrors), ...Object.values(messageSettingsErrors)];

test.each(specs.map((spec) => [spec.code, spec] as const))('%s is said in both languages', (code, spec) => {
  const refusal = new Refusal(code, spec.status, spec.message);
  expect(refusalWords(refusal, 'en')).toBe(spec.message);
  expect(refusalWords(refusal, 'es')).not.toBe(spec.message);
});
