import { expect, test } from 'vitest';
import { emptyDraft } from './drafts.ts';
import { outgoing } from './outgoing.ts';

const zone = 'America/New_York';

test('the signature goes below the text, unless it was left out', () => {
  const draft = { ...emptyDraft, text: 'See you at 5' };
  expect(outgoing(draft, { id: '7' }, 'Ada, Acme', zone).text).toBe('See you at 5\nAda, Acme');
  expect(outgoing({ ...draft, signed: false }, { id: '7' }, 'Ada, Acme', zone).text).toBe('See you at 5');
  expect(outgoing(draft, { id: '7' }, null, zone).text).toBe('See you at 5');
});

test('a signature alone is nothing to send', () => {
  expect(outgoing({ ...emptyDraft, text: '  ' }, { id: '7' }, 'Ada', zone)).toMatchObject({
    text: '  ',
    isSomething: false,
  });
});

test('an answer goes to its conversation, a new text to whom one says', () => {
  const draft = { ...emptyDraft, text: 'x', to: [{ kind: 'number' as const, number: '415 555 0100' }] };
  expect(outgoing(draft, { id: '7' }, null, zone).draft.to).toEqual({ thread: '7' });
  expect(outgoing(draft, undefined, null, zone).draft.to).toEqual({
    contacts: [],
    numbers: ['415 555 0100'],
    groups: [],
  });
  expect(outgoing({ ...draft, to: [] }, undefined, null, zone).hasRecipients).toBe(false);
});

test('a chosen time is that of the line’s wall', () => {
  const draft = { ...emptyDraft, text: 'x', at: '2026-12-01T09:00' };
  expect(outgoing(draft, { id: '7' }, null, zone).draft.sendAt).toEqual({ local: '2026-12-01T09:00', timeZone: zone });
});
