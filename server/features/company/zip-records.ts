// The records of a zip file as PKWARE's APPNOTE 6.3 lays them down (4.3.7 local header, 4.3.9 descriptor, 4.3.12 central
// directory, 4.3.14–16 its ends, 4.5.3 zip64). Sizes stand behind each file, since they are not known before it was packed.

export interface PackedFile {
  readonly path: string;
  readonly at: Date;
  /** Where its local header begins. */
  readonly offset: number;
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
}

/** The largest number that four bytes hold; it stands for "see the zip64 record". */
export const fourBytes = 0xffff_ffff;
const twoBytes = 0xffff;
const version = { plain: 20, zip64: 45 };
/** Sizes behind the file, name in UTF-8. */
const flags = 0x0808;
const deflated = 8;

export function localHeader({ path, at }: PackedFile): Buffer {
  return record((w) => {
    w.four(0x04034b50).two(version.plain).two(flags).two(deflated);
    w.time(at).four(0).four(0).four(0);
    w.two(Buffer.byteLength(path)).two(0).text(path);
  });
}

export function descriptor({ crc, size, packedSize }: PackedFile, limit: number): Buffer {
  const isLarge = size >= limit || packedSize >= limit;
  return record((w) => {
    w.four(0x08074b50).four(crc);
    if (isLarge) w.eight(packedSize).eight(size);
    else w.four(packedSize).four(size);
  });
}

export function centralRecord({ path, at, offset, crc, size, packedSize }: PackedFile, limit: number): Buffer {
  const isLarge = size >= limit || packedSize >= limit;
  const isFar = offset >= limit;
  const more = (isLarge ? 16 : 0) + (isFar ? 8 : 0);
  return record((w) => {
    const needs = more > 0 ? version.zip64 : version.plain;
    w.four(0x02014b50).two(needs).two(needs).two(flags).two(deflated);
    w.time(at).four(crc);
    w.four(isLarge ? fourBytes : packedSize).four(isLarge ? fourBytes : size);
    w.two(Buffer.byteLength(path)).two(more > 0 ? more + 4 : 0);
    // No comment, the first disk, no attributes.
    w.two(0).two(0).two(0).four(0);
    w.four(isFar ? fourBytes : offset).text(path);
    if (more > 0) w.two(0x0001).two(more);
    if (isLarge) w.eight(size).eight(packedSize);
    if (isFar) w.eight(offset);
  });
}

interface Directory {
  readonly files: number;
  readonly start: number;
  readonly bytes: number;
}

export function endRecords({ files, start, bytes }: Directory, limit: number): Buffer {
  const isLarge = files >= twoBytes || start >= limit || bytes >= limit;
  return record((w) => {
    if (isLarge) {
      w.four(0x06064b50).eight(44).two(version.zip64).two(version.zip64).four(0).four(0);
      w.eight(files).eight(files).eight(bytes).eight(start);
      // Where that record begins, on the one disk there is.
      w.four(0x07064b50)
        .four(0)
        .eight(start + bytes)
        .four(1);
    }
    w.four(0x06054b50).two(0).two(0);
    w.two(isLarge ? twoBytes : files).two(isLarge ? twoBytes : files);
    w.four(isLarge ? fourBytes : bytes)
      .four(isLarge ? fourBytes : start)
      .two(0);
  });
}

function record(build: (w: Writer) => void): Buffer {
  const parts: Buffer[] = [];
  const put = (bytes: number, fill: (into: Buffer) => void) => {
    const part = Buffer.alloc(bytes);
    fill(part);
    parts.push(part);
    return writer;
  };
  const writer: Writer = {
    two: (value) => put(2, (into) => into.writeUInt16LE(value)),
    four: (value) => put(4, (into) => into.writeUInt32LE(value)),
    eight: (value) => put(8, (into) => into.writeBigUInt64LE(BigInt(value))),
    time: (at) => writer.two(timeOf(at)).two(dayOf(at)),
    text: (value) => {
      parts.push(Buffer.from(value));
      return writer;
    },
  };
  build(writer);
  return Buffer.concat(parts);
}

interface Writer {
  two(value: number): Writer;
  four(value: number): Writer;
  eight(value: number): Writer;
  /** As MS-DOS wrote it: to two seconds, from 1980 on; here in UTC. */
  time(at: Date): Writer;
  text(value: string): Writer;
}
const timeOf = (at: Date) => (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
const dayOf = (at: Date) =>
  (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
