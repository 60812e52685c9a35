import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from './ask.ts';

export interface ManyTexts {
  /** Texts the whole group again and again until `enough` says so, and stops what then is left. Answers texts a second. */
  sendUntil(enough: () => boolean): Promise<number>;
}

/** A group of so many contacts, who are awake: a text to many waits for their morning. */
export async function manyTexts(ask: Ask, people: number): Promise<ManyTexts> {
  const prefix = awake(new Date().getUTCHours());
  const group = await ask<{ id: string }>('/api/groups', { name: `Everybody ${people}` });
  const rows = Array.from({ length: people }, (_, n) => `Person ${n},${prefix}${100_000 + n}`);
  const form = new FormData();
  form.append('file', new Blob([`Name,Number\n${rows.join('\n')}`]), 'people.csv');
  const file = await ask<{ id: string; columns: { meaning: string }[] }>('/api/contact-imports', form);
  await ask(`/api/contact-imports/${file.id}/start`, {
    columns: file.columns.map(({ meaning }) => meaning),
    hasHeader: true,
    existing: 'update',
    groupId: group.id,
  });
  for (;;) {
    const now = await ask<{ state: string; added: number }>(`/api/contact-imports/${file.id}`);
    if (now.state !== 'running') {
      if (now.added !== people) throw new Error(`${now.added} of ${people} contacts were imported`);
      break;
    }
    await sleep(100);
  }
  let count = 0;
  /** Answers how many were delivered. */
  const send = async (enough: () => boolean): Promise<number> => {
    count += 1;
    const sent = await ask<{ messageId: string; recipients: number }>('/api/messages', {
      to: { groups: [group.id] },
      text: `Text ${count} to everybody.`,
      key: `bench-${count}-${people}`,
    });
    if (sent.recipients !== people) throw new Error(`${sent.recipients} of ${people} would get it`);
    const at = `/api/messages/${sent.messageId}`;
    for (;;) {
      const { counts } = await ask<Progress>(`${at}/progress`);
      if (counts.failed > 0) throw new Error(`${counts.failed} texts failed`);
      if (counts.delivered === people) return people;
      if (enough()) {
        // Refused where the last one has just gone.
        await ask(`${at}/stop`, {}).catch(() => undefined);
        return counts.delivered;
      }
      await sleep(200);
    }
  };
  return {
    async sendUntil(enough) {
      const began = performance.now();
      let delivered = 0;
      while (!enough()) delivered += await send(enough);
      return (delivered * 1000) / (performance.now() - began);
    },
  };
}
interface Progress {
  readonly counts: { readonly delivered: number; readonly failed: number };
}

/** The beginning of numbers where it is between eight and nine now. */
function awake(utcHour: number): string {
  if (utcHour >= 16 || utcHour < 3) return '+13032';
  return utcHour >= 8 ? '+447400' : '+819012';
}
