import { constants, gunzipSync } from 'node:zlib';

export type PictureKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'heif' | 'svg';

/** What a file is by its first bytes; its name and what the browser calls it count for nothing. `heif` is AVIF and HEIC. */
export function kindOfPicture(file: Buffer): PictureKind | undefined {
  if (startsWith(file, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(file, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  const head = file.toString('latin1', 0, 12);
  if (head.startsWith('GIF8')) return 'gif';
  if (/^RIFF.{4}WEBP$/s.test(head)) return 'webp';
  if (/^.{4}ftyp(avif|avis|heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/s.test(head)) return 'heif';
  return isSvg(file) ? 'svg' : undefined;
}

const startsWith = (file: Buffer, bytes: readonly number[]) => bytes.every((byte, place) => file[place] === byte);

// An SVG is told apart only to say what is wrong; everything unknown is refused all the same.
function isSvg(file: Buffer): boolean {
  const start = textOf(startsWith(file, [0x1f, 0x8b]) ? unzipped(file) : file.subarray(0, 65_536)).trimStart();
  return start.startsWith('<') && /<(?:[\w.-]+:)?svg[\s>/]/i.test(start);
}

function textOf(bytes: Buffer): string {
  if (startsWith(bytes, [0xff, 0xfe])) return bytes.toString('utf16le', 2);
  if (startsWith(bytes, [0xfe, 0xff]))
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** The beginning of a gzipped file, however large it would become. */
function unzipped(file: Buffer): Buffer {
  try {
    return gunzipSync(file.subarray(0, 1024), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 2_000_000 });
  } catch {
    return Buffer.alloc(0);
  }
}
