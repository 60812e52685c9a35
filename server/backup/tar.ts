/** One file in a tar: the oldest format that every system opens. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
  content(): AsyncIterable<Uint8Array>;
}

const block = 512;

/** The bytes of a tar, piece by piece. */
export async function* tarOf(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const entry of entries) {
    yield headerOf(entry);
    let written = 0;
    for await (const piece of entry.content()) {
      written += piece.length;
      yield piece;
    }
    if (written !== entry.size) throw new Error(`${entry.name} changed its size while it was being copied`);
    yield Buffer.alloc((block - (written % block)) % block);
  }
  yield Buffer.alloc(2 * block);
}

function headerOf({ name, size }: TarEntry): Buffer {
  const header = Buffer.alloc(block);
  const { short, prefix } = partsOf(name);
  header.write(short, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

function partsOf(name: string): { short: string; prefix: string } {
  if (Buffer.byteLength(name) <= 100) return { short: name, prefix: '' };
  const cut = [...name.matchAll(/\//g)]
    .map(({ index }) => index)
    .find((at) => name.length - at - 1 <= 100 && at <= 155);
  if (cut === undefined) throw new Error(`the name ${name.slice(0, 60)}… is too long for a backup`);
  return { short: name.slice(cut + 1), prefix: name.slice(0, cut) };
}

/** Reads a tar: `take` gets each file with its content, which it has to read to the end. */
export async function readTar(
  bytes: AsyncIterable<Uint8Array>,
  take: (name: string, content: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const reader = readerOf(bytes);
  for (;;) {
    const header = await reader.exactly(block);
    if (header.every((byte) => byte === 0)) return;
    const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
    if (sum !== Number.parseInt(textAt(header, 148, 8), 8))
      throw new Error('the backup is damaged: a header in it does not add up');
    const size = Number.parseInt(textAt(header, 124, 12), 8);
    const prefix = textAt(header, 345, 155);
    await take(`${prefix === '' ? '' : `${prefix}/`}${textAt(header, 0, 100)}`, reader.upTo(size));
    await reader.exactly((block - (size % block)) % block);
  }
}

const textAt = (header: Buffer, from: number, length: number) =>
  header
    .subarray(from, from + length)
    .toString('utf8')
    .replace(/[\0 ].*$/s, '');

function readerOf(bytes: AsyncIterable<Uint8Array>) {
  const source = bytes[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  const more = async () => {
    const next = await source.next();
    if (next.done) throw new Error('the backup ends in the middle: it was not copied whole');
    held = held.length === 0 ? Buffer.from(next.value) : Buffer.concat([held, next.value]);
  };
  return {
    async exactly(size: number): Promise<Buffer> {
      while (held.length < size) await more();
      const taken = held.subarray(0, size);
      held = held.subarray(size);
      return taken;
    },
    async *upTo(size: number): AsyncGenerator<Uint8Array> {
      let left = size;
      while (left > 0) {
        if (held.length === 0) await more();
        const taken = held.subarray(0, left);
        held = held.subarray(taken.length);
        left -= taken.length;
        yield taken;
      }
    },
  };
}
