import { existsSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { frameBytes } from '#contract/mu-law.ts';
import { openRecordings, takeTo } from './recordings.ts';

const frame = (byte: number) => new Uint8Array(frameBytes).fill(byte);

test('what is spoken is on the disk while it is spoken: whoever dies loses the last moments only', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'trunkline-recordings-'));
  const recordings = openRecordings(dir);
  const take = await recordings.begin('RE1');
  for (let n = 0; n < 25; n += 1) take.write(frame(n));
  await expect.poll(() => recordings.lengthOf('RE1')).toBe(20 * frameBytes);
  expect(await take.end()).toBe(25 * frameBytes);
  await rm(dir, { recursive: true });
});

// A device that answers every write as a disk that is full does.
test.skipIf(!existsSync('/dev/full'))(
  'a disk that becomes full while somebody speaks is told, and is no recording',
  async () => {
    const take = takeTo(await open('/dev/full', 'a'));
    for (let n = 0; n < 30; n += 1) take.write(frame(n));
    await expect.poll(() => take.trouble()).toMatchObject({ code: 'ENOSPC' });
    await expect(take.end()).rejects.toMatchObject({ code: 'ENOSPC' });
  },
);
