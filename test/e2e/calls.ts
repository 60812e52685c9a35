import type { Locator, Page } from '@playwright/test';
import type { CallRules } from '#contract/voice.ts';
import { test as base, expect, mobile, nextNumber, type Person } from './journey.ts';
import { type Telephone, telephone } from './telephone.ts';

export { expect };

interface Calling {
  /** Somebody with a line whose Phone Settings are as usual but for these. */
  readonly line: (rules?: Partial<CallRules>) => Promise<Person>;
  /** A telephone of the world outside: with this number, or that of somebody new. */
  readonly aTelephone: (number?: string) => Promise<Telephone>;
}

/** Journeys of calls: a line, and telephones that call it and are called. */
export const test = base.extend<Calling>({
  line: async ({ person }, use) => {
    await use(async (rules) => {
      const made = await person();
      if (rules) await setRules(made, rules);
      return made;
    });
  },
  aTelephone: async ({ desk }, use, { parallelIndex }) => {
    await use((number = mobile(nextNumber(parallelIndex))) => telephone(desk, number));
  },
});

export const phoneOf = (page: Page): Locator => page.getByRole('region', { name: 'Browser phone' });
export const conversations = (page: Page): Locator => page.getByRole('navigation', { name: 'Conversations' });

/** Only the browser rings, for as short as can be. */
export const onlyBrowser: Partial<CallRules> = { forwardToCell: false, ringSeconds: 10 };

export async function setRules(person: Person, set: Partial<CallRules>): Promise<void> {
  const answer = await person.context.request.patch('/api/settings/phone', { data: { set } });
  expect(answer.ok()).toBe(true);
}

/** The company is open from nine to five on the weekday of this date, and never else. */
export async function openOnly(person: Person, date: Date, timeZone: string): Promise<void> {
  const week = Array.from({ length: 7 }, (_, day) =>
    day === (date.getUTCDay() + 6) % 7 ? [{ from: '09:00', to: '17:00' }] : [],
  );
  const answer = await person.context.request.patch('/api/company', {
    data: { set: { businessHours: { week, holidays: [] }, timeZone } },
  });
  expect(answer.ok()).toBe(true);
}

/** What the page says that happens to a call, station by station. */
export const wayOf = (page: Page): Locator =>
  page
    .getByRole('region', { name: 'What happens when someone calls me?' })
    .getByRole('list', { name: 'The way of the call' });
