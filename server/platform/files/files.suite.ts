import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Files } from './files.ts';

interface Rig {
  readonly files: Files;
  close(): Promise<void>;
}

/** What every place for files must do. */
export function filesSuite(name: string, open: () => Promise<Rig>): void {
  describe(name, () => {
    let rig: Rig;
    let files: Files;
    beforeAll(async () => {
      rig = await open();
      files = rig.files;
    });
    afterAll(() => rig.close());

    test('a file comes back byte for byte, with its type', async () => {
      const content = randomBytes(300_000);
      await files.put('pictures/ab12/256.webp', content, 'image/webp');
      const back = await files.get('pictures/ab12/256.webp');
      expect(back?.contentType).toBe('image/webp');
      expect(content.equals(back?.content ?? new Uint8Array())).toBe(true);
    });

    test('what is written piece by piece comes back whole, at once and piece by piece', async () => {
      const pieces = Array.from({ length: 40 }, (_, n) => randomBytes(n * 1000));
      await files.putInPieces('exports/long.zip', 'application/zip', async (piece) => {
        for (const one of pieces) await piece(one);
      });
      const whole = Buffer.concat(pieces);
      expect(whole.equals((await files.get('exports/long.zip'))?.content ?? new Uint8Array())).toBe(true);
      const opened = await files.open('exports/long.zip');
      expect(opened?.bytes).toBe(whole.length);
      const read: Buffer[] = [];
      for await (const one of opened?.content ?? []) read.push(one);
      expect(whole.equals(Buffer.concat(read))).toBe(true);
      expect(await files.open('exports/none.zip')).toBeUndefined();
    });

    test('of a file whose writing fails nothing stays, and what was there before does', async () => {
      const fail = (key: string) =>
        files.putInPieces(key, 'application/zip', async (piece) => {
          await piece(randomBytes(1000));
          throw new Error('the source is gone');
        });
      await expect(fail('exports/half.zip')).rejects.toThrow('the source is gone');
      expect(await files.get('exports/half.zip')).toBeUndefined();
      await files.put('exports/kept.zip', Buffer.from('before'), 'application/zip');
      await expect(fail('exports/kept.zip')).rejects.toThrow('the source is gone');
      expect(Buffer.from((await files.get('exports/kept.zip'))?.content ?? []).toString()).toBe('before');
    });

    test('an empty file is a file', async () => {
      await files.put('exports/empty.zip', new Uint8Array(), 'application/zip');
      expect((await files.get('exports/empty.zip'))?.content.length).toBe(0);
    });

    test('what was never put is not there', async () => {
      expect(await files.get('pictures/none/256.webp')).toBeUndefined();
      await files.put('alone.txt', Buffer.from('x'), 'text/plain');
      expect(await files.get('alone.txt/inside.txt')).toBeUndefined();
    });

    test('putting again replaces', async () => {
      await files.put('again.txt', Buffer.from('a long first version'), 'text/plain');
      await files.put('again.txt', Buffer.from('second'), 'text/plain');
      expect(Buffer.from((await files.get('again.txt'))?.content ?? []).toString()).toBe('second');
    });

    test('a reader during a replacement sees one whole version', async () => {
      const versions = ['a', 'b'].map((letter) => Buffer.from(letter.repeat(200_000)));
      await files.put('busy.txt', Buffer.from(versions[0] ?? ''), 'text/plain');
      const writes = async () => {
        for (let n = 0; n < 6; n += 1) await files.put('busy.txt', versions[n % 2] ?? Buffer.alloc(0), 'text/plain');
      };
      const reads = async () => {
        for (let n = 0; n < 20; n += 1) {
          const got = Buffer.from((await files.get('busy.txt'))?.content ?? []);
          expect(versions.some((version) => version.equals(got))).toBe(true);
        }
      };
      await Promise.all([writes(), reads()]);
    });

    test('removing a folder removes all in it and nothing beside it', async () => {
      const inside = Array.from({ length: 120 }, (_, n) => `voice/one/${n}.wav`);
      const beside = ['voice/one-more/1.wav', 'voice/one2.wav', 'voice/on.wav'];
      for (const key of [...inside, ...beside]) await files.put(key, Buffer.from(key), 'audio/wav');
      await files.remove('voice/one/');
      const left = await Promise.all([...inside, ...beside].map(async (key) => ((await files.get(key)) ? [key] : [])));
      expect(left.flat()).toEqual(beside);
    });

    test('one file can be removed, and what is not there without ado', async () => {
      await files.put('single.txt', Buffer.from('x'), 'text/plain');
      await files.remove('single.txt');
      expect(await files.get('single.txt')).toBeUndefined();
      await expect(files.remove('single.txt')).resolves.toBeUndefined();
      await expect(files.remove('never/was/')).resolves.toBeUndefined();
    });

    test.each([
      '../outside.txt',
      'a/../../outside.txt',
      '/etc/passwd.txt',
      'a//b.txt',
      './a.txt',
      'a/.hidden.txt',
      'a\\b.txt',
      'a\0b.txt',
      'ä.txt',
      '',
      'a/',
      `${'x'.repeat(300)}.txt`,
    ])('%j is no key', async (key) => {
      await expect(files.put(key, Buffer.from('x'), 'text/plain')).rejects.toThrow(/not a file key/);
      await expect(files.get(key)).rejects.toThrow(/not a file key/);
    });

    test.each(['', '/', '..', '../x', 'a/../..'])('removing %j removes nothing', async (folder) => {
      await files.put('stays.txt', Buffer.from('x'), 'text/plain');
      await expect(files.remove(folder)).rejects.toThrow(/not a file key/);
      expect(await files.get('stays.txt')).toBeDefined();
    });

    test('a key that says otherwise than the type is refused', async () => {
      await expect(files.put('a.webp', Buffer.from('x'), 'text/plain')).rejects.toThrow(/does not end as/);
    });

    test('the check passes and leaves nothing behind', async () => {
      await expect(files.check()).resolves.toBeUndefined();
    });
  });
}
