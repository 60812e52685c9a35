import { expect, test } from 'vitest';
import { limitsWords } from './limits-words.ts';

const detail = {
  meter: 'messages',
  limit: 4000,
  used: 3800,
  reserved: 100,
  wanted: 150,
  renewsOn: '2026-04-01',
  remedy: ['upgrade', 'wait', 'fewer'],
};

test('a limit that is reached is named, with what helps and the renewal', () => {
  expect(limitsWords(detail, 'en')).toBe(
    'Account Limits Reached. 3,900 of 4,000 messages are used or on their way, and this needs 150. What helps: change the plan, wait for the renewal on April 1, 2026, or send to fewer people.',
  );
  expect(limitsWords({ ...detail, remedy: ['upgrade', 'wait'] }, 'es')).toBe(
    'Se alcanzó el límite de la cuenta. 3900 de 4000 mensajes están usados o en camino, y esto necesita 150. Qué puedes hacer: cambia de plan o espera a la renovación del 1 de abril de 2026.',
  );
});

test('where the server named nothing, the title stands alone', () => {
  expect(limitsWords({}, 'en')).toBe('Account Limits Reached');
});
