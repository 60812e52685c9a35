import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from './journey.ts';

export const phoneOf = (page: Page): Locator => page.getByRole('region', { name: 'Browser phone' });
export const conversations = (page: Page): Locator => page.getByRole('navigation', { name: 'Conversations' });

/** Only the browser rings, for as short as can be. */
export const ringBrowserOnly = (person: Person) => setRules(person, { forwardToCell: false, ringSeconds: 10 });

export async function setRules(person: Person, set: Readonly<Record<string, unknown>>): Promise<void> {
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
