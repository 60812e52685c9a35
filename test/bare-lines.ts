import type { EmailAddress } from '#contract/ids.ts';
import { createAccount, prepareAccount } from '#server/features/identity/index.ts';
import { freshNumber, password, type World } from './world.ts';

let made = 0;

/** Many lines, each of its own company, with a proven cell and address and no session: for races, where hashing a password each would take minutes. */
export async function bareLines(w: World, count: number) {
  const prepared = await prepareAccount({
    company: 'Racers',
    name: 'A Racer',
    username: 'racer',
    password,
    plan: 'unlimited',
    timeZone: 'America/New_York',
    language: 'en',
  });
  const lines = [];
  for (let n = 0; n < count; n += 1) {
    made += 1;
    const username = `racer${made}x${process.pid}`;
    const email = `${username}@example.com` as EmailAddress; // of the shape that parsing gives
    const wanted = { ...prepared, username, email, cell: freshNumber() };
    const { line, apiKey } = await w.db.transaction((tx) => createAccount(tx, w.deps, wanted));
    lines.push({ companyId: line.companyId, lineId: line.id, username, email, cell: wanted.cell, apiKey });
  }
  return lines;
}
