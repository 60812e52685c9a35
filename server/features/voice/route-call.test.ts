import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Step } from '#contract/voice.ts';
import { type CallFacts, routeCall } from './route-call.ts';
import { usualRules } from './usual-rules.ts';

const usual: CallFacts = {
  rules: usualRules,
  blocked: false,
  known: true,
  undisturbed: false,
  open: true,
  cell: true,
  minutes: true,
  active: true,
  mails: true,
  transcriber: true,
};
type Change = Partial<Omit<CallFacts, 'rules'>> & { rules?: Partial<CallFacts['rules']> };
const way = ({ rules, ...facts }: Change) => routeCall({ ...usual, ...facts, rules: { ...usualRules, ...rules } });
const names = (steps: Step[]) => steps.map((one) => one.step).join(' → ');

describe('a call', () => {
  test('rings browser and cell, then goes to voicemail, then a mail is sent', () => {
    expect(names(way({}))).toBe('ring → greeting → record → mail');
    expect(way({})[0]).toEqual({
      step: 'ring',
      browser: true,
      cell: true,
      seconds: 25,
      press: true,
      noMinutes: false,
      shows: 'caller',
    });
  });

  test.each<[string, Change, string]>([
    ['of a blocked caller is rejected, and no mail tells of it', { blocked: true }, 'reject'],
    [
      'of somebody unknown is screened where the line wants it',
      { known: false, rules: { screenUnknown: true } },
      'screen → ring → greeting → record → mail',
    ],
    ['of a contact is not screened', { rules: { screenUnknown: true } }, 'ring → greeting → record → mail'],
    ['while nobody is to be disturbed goes to voicemail', { undisturbed: true }, 'greeting → record → mail'],
    ['after hours rings as usual unless told otherwise', { open: false }, 'ring → greeting → record → mail'],
    [
      'after hours goes to voicemail where told',
      { open: false, rules: { afterHours: 'voicemail' } },
      'greeting → record → mail',
    ],
    [
      'with nobody to ring goes to voicemail',
      { cell: false, rules: { ringBrowser: false } },
      'greeting → record → mail',
    ],
    ['is told that nobody is there where voicemail is off', { rules: { voicemail: false } }, 'ring → sorry → mail'],
    ['sends no mail where mails are off', { mails: false }, 'ring → greeting → record'],
    ['to a suspended line is told that nobody is there', { active: false }, 'sorry → mail'],
  ])('%s', (_, change, expected) => {
    expect(names(way(change))).toBe(expected);
  });

  test('after hours may ring the cell alone', () => {
    expect(way({ open: false, rules: { afterHours: 'cell' } })[0]).toMatchObject({ browser: false, cell: true });
    expect(way({ open: false, cell: false, rules: { afterHours: 'cell' } })[0]).toEqual({
      step: 'greeting',
      quiet: 'after_hours',
    });
  });

  test('shows the line instead of the caller where asked, and always where callers are masked', () => {
    expect(way({ rules: { cellShows: 'line' } })[0]).toMatchObject({ shows: 'line' });
    expect(way({ rules: { maskCallerId: true } })[0]).toMatchObject({ shows: 'line' });
  });
});

describe('whatever the settings', () => {
  const facts = fc.record({
    rules: fc.record({
      forwardToCell: fc.boolean(),
      pressToAccept: fc.boolean(),
      ringBrowser: fc.boolean(),
      ringSeconds: fc.integer({ min: 10, max: 60 }),
      afterHours: fc.constantFrom('ring' as const, 'cell' as const, 'voicemail' as const),
      cellShows: fc.constantFrom('caller' as const, 'line' as const),
      maskCallerId: fc.boolean(),
      voicemail: fc.boolean(),
      transcribe: fc.boolean(),
      screenUnknown: fc.boolean(),
    }),
    blocked: fc.boolean(),
    known: fc.boolean(),
    undisturbed: fc.boolean(),
    open: fc.boolean(),
    cell: fc.boolean(),
    minutes: fc.boolean(),
    active: fc.boolean(),
    mails: fc.boolean(),
    transcriber: fc.boolean(),
  });
  const holds = (claim: (of: CallFacts, steps: Step[]) => void) =>
    fc.assert(
      fc.property(facts, (of) => claim(of, routeCall(of))),
      { numRuns: 500 },
    );

  test('every way ends: the caller is rejected, told that nobody is there, or recorded', () => {
    holds((_, steps) => {
      const last = steps.filter((one) => one.step !== 'mail').at(-1)?.step;
      expect(['reject', 'sorry', 'record']).toContain(last);
    });
  });

  test('a ring always rings somebody, and rings nobody who is not to be disturbed', () => {
    holds((of, steps) => {
      const ring = steps.find((one) => one.step === 'ring');
      if (!ring) return;
      expect(ring.browser || ring.cell).toBe(true);
      expect(of.undisturbed || of.blocked || !of.active).toBe(false);
      expect(ring.cell && !(of.cell && of.minutes)).toBe(false);
    });
  });

  test('a masked caller is never shown, a switched-off voicemail never records', () => {
    holds((of, steps) => {
      const ring = steps.find((one) => one.step === 'ring');
      if (of.rules.maskCallerId && ring) expect(ring.shows).toBe('line');
      if (!of.rules.voicemail) expect(names(steps)).not.toContain('record');
    });
  });
});
