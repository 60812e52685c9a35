import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { callWebhooks } from './call-webhooks.ts';
import { contactsAtScale } from './contacts.ts';
import { growth } from './growth.ts';
import { inbox } from './inbox.ts';
import { keyCalls } from './key-calls.ts';
import { ledger } from './ledger.ts';
import { messagesAtScale } from './messages.ts';
import { page } from './page.ts';
import type { Row } from './product.ts';
import { quota } from './quota.ts';
import { starts } from './start.ts';
import { voice } from './voice.ts';

// `npm run bench` runs all; `npm run bench -- start page` only these.
const all: Record<string, () => Promise<Row[]>> = {
  start: starts,
  page,
  keys: keyCalls,
  quota,
  contacts: contactsAtScale,
  messages: messagesAtScale,
  inbox,
  calls: callWebhooks,
  voice,
};
// Only when named: it takes minutes.
const onDemand: typeof all = { ledger, growth };
const wanted = process.argv.slice(2);

spawnSync('node_modules/.bin/node', ['scripts/build-web.ts'], { stdio: 'inherit' });
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}; medians of five\n`);
for (const [name, measure] of Object.entries({ ...all, ...onDemand })) {
  if (wanted.length > 0 ? !wanted.includes(name) : name in onDemand) continue;
  for (const row of await measure())
    console.log(
      `${row.met === undefined ? 'beside' : row.met ? 'met   ' : 'MISSED'} ${row.what.padEnd(54)} ${row.ours}${row.reference ? `  beside  ${row.reference}` : ''}  [${row.target}]`,
    );
}
process.exit();
