import { createHash, randomBytes } from 'node:crypto';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { createZip } from './zip-file.ts';

const at = new Date('2026-03-01T12:34:56.000Z');
/** Writes a zip of these files, and answers what came of it. */
async function zipOf(files: Iterable<readonly [string, Iterable<string | Uint8Array>]>, limit?: number) {
  const pieces: Uint8Array[] = [];
  const zip = createZip(
    async (piece) => {
      pieces.push(Buffer.from(piece));
    },
    at,
    limit,
  );
  for (const [path, content] of files) await zip.add(path, content);
  const end = await zip.end();
  return { whole: Buffer.concat(pieces), entries: zip.entries, ...end };
}
const sha256 = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex');
const has = (whole: Buffer, signature: number) => {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(signature);
  return whole.includes(four);
};
const zip64End = 0x06064b50;

describe.each([
  ['a short zip', undefined, false],
  ['a zip64, which a low limit makes of a short one', 1000, true],
] as const)('%s', (_, limit, is64) => {
  test('is read by another maker’s program, byte for byte, and tells its own size and hash', async () => {
    const noise = randomBytes(200_000);
    const made = await zipOf(
      [
        ['Ünïcode/ñame.txt', ['one ', 'two']],
        ['empty.txt', []],
        ['noise.bin', [noise.subarray(0, 70_000), noise.subarray(70_000)]],
        ['long.csv', Array.from({ length: 5000 }, (_row, n) => `${n},a row of a table\r\n`)],
      ],
      limit,
    );
    const inside = unzipSync(new Uint8Array(made.whole));
    expect(Object.keys(inside)).toEqual(['Ünïcode/ñame.txt', 'empty.txt', 'noise.bin', 'long.csv']);
    expect(Buffer.from(inside['Ünïcode/ñame.txt'] ?? []).toString()).toBe('one two');
    expect(noise.equals(inside['noise.bin'] ?? new Uint8Array())).toBe(true);
    for (const { path, bytes, sha256: hash } of made.entries)
      expect([inside[path]?.length, sha256(inside[path] ?? '')]).toEqual([bytes, hash]);
    expect([made.bytes, made.sha256]).toEqual([made.whole.length, sha256(made.whole)]);
    expect(has(made.whole, zip64End)).toBe(is64);
  });
});

test('more files than the old form can count are all there', { timeout: 120_000 }, async () => {
  const files = Array.from({ length: 66_000 }, (_, n) => [`voicemails/${n}.txt`, [String(n)]] as const);
  const { whole } = await zipOf(files);
  expect(has(whole, zip64End)).toBe(true);
  const inside = unzipSync(new Uint8Array(whole), { filter: ({ name }) => /\/(0|65999)\.txt$/.test(name) });
  expect(Object.keys(inside)).toEqual(['voicemails/0.txt', 'voicemails/65999.txt']);
});

test('a source or a place that fails ends the writing with its own error', async () => {
  const zip = createZip(async () => undefined, at);
  const breaks = async function* () {
    yield 'some';
    throw new Error('the source is gone');
  };
  await expect(zip.add('a.txt', breaks())).rejects.toThrow('the source is gone');
  let room = 100_000;
  const full = createZip(async (piece) => {
    room -= piece.length;
    if (room < 0) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
  }, at);
  await expect(full.add('b.bin', [randomBytes(300_000)])).rejects.toThrow('no room');
});
