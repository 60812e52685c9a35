/** Files that phones take, by what they are and how their names end here. */
const kinds = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/amr': 'amr',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'application/pdf': 'pdf',
  'text/vcard': 'vcf',
  'text/plain': 'txt',
} as const satisfies Record<string, string>;

export type MediaType = keyof typeof kinds;
export const endingOf = (type: MediaType): string => kinds[type];
export const isMediaType = (type: string): type is MediaType => Object.hasOwn(kinds, type);

const startsWith = (content: Buffer, bytes: string, at = 0) =>
  content.subarray(at, at + bytes.length).toString('latin1') === bytes;

/**
 * What a file is, by its first bytes and not by what it is said to be; undefined when it is of no kind that is let through. Where
 * the bytes tell only a family, `said` decides within it.
 */
export function mediaTypeOf(content: Buffer, said: string): MediaType | undefined {
  if (startsWith(content, '\xff\xd8\xff')) return 'image/jpeg';
  if (startsWith(content, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (startsWith(content, 'GIF8')) return 'image/gif';
  if (startsWith(content, 'RIFF') && startsWith(content, 'WEBP', 8)) return 'image/webp';
  if (startsWith(content, 'RIFF') && startsWith(content, 'WAVE', 8)) return 'audio/wav';
  if (startsWith(content, 'ID3') || (content[0] === 0xff && ((content[1] ?? 0) & 0xe6) === 0xe2)) return 'audio/mpeg';
  if (startsWith(content, '#!AMR')) return 'audio/amr';
  if (startsWith(content, 'OggS')) return 'audio/ogg';
  if (startsWith(content, '%PDF-')) return 'application/pdf';
  if (startsWith(content, 'ftyp', 4)) return ofIsoMedia(content, said);
  return isText(content)
    ? /^\s*BEGIN:VCARD/i.test(content.toString('utf8', 0, 200))
      ? 'text/vcard'
      : 'text/plain'
    : undefined;
}

function ofIsoMedia(content: Buffer, said: string): MediaType | undefined {
  const brand = content.subarray(8, 12).toString('latin1');
  if (brand.startsWith('3g')) return 'video/3gpp';
  if (brand.startsWith('M4A') || said.startsWith('audio/')) return 'audio/mp4';
  return /^(isom|iso[2-9]|mp4|avc1|M4V|qt|dash)/.test(brand) ? 'video/mp4' : undefined;
}

/** Text that no browser could take for a page: it is served as plain text, and with `nosniff`. */
function isText(content: Buffer): boolean {
  if (content.length === 0) return false;
  const text = content.toString('utf8');
  return !/[\p{Cc}\ufffd]/u.test(text.replaceAll(/\s/g, ''));
}
