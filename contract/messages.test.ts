import { expect, test } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { inbox } from './inbox.ts';
import { messageSettings } from './message-settings.ts';
import { messages } from './messages.ts';
import { messageErrors, messageSettingsErrors } from './messages-errors.ts';
import { webhooks } from './webhooks.ts';

const endpoints: Endpoint[] = [inbox, messages, messageSettings, webhooks].flatMap((group) => Object.values(group));

test('no two endpoints of texting share an address', () => {
  const names = endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
  expect(new Set(names).size).toBe(names.length);
});

test('each refusal has a code of its own and says what to do in whole sentences', () => {
  const specs = [...Object.values(messageErrors), ...Object.values(messageSettingsErrors)];
  expect(new Set(specs.map(({ code }) => code)).size).toBe(specs.length);
  for (const { code, message } of specs) {
    expect(code).toMatch(/^messages\.[a-z_]+$/);
    expect(message).toMatch(/^[A-Z].*\.$/);
  }
});

test('only files are open to all', () => {
  expect(endpoints.filter(({ access }) => access.who === 'anyone')).toEqual([messages.media, messages.shortLink]);
});
