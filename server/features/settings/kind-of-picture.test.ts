import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { kindOfPicture } from './kind-of-picture.ts';

const svg = '<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';

test.each([
  ['plain', Buffer.from(svg)],
  ['with a byte order mark', Buffer.from(`\uFEFF${svg}`)],
  ['in UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(svg, 'utf16le')])],
  ['in UTF-16 the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(svg, 'utf16le').swap16()])],
  ['gzipped', gzipSync(svg)],
  ['with a prefix', Buffer.from('<s:svg xmlns:s="http://www.w3.org/2000/svg"/>')],
  ['after white space', Buffer.from(`\n\n  ${svg}`)],
])('an SVG is known %s', (_, file) => {
  expect(kindOfPicture(file)).toBe('svg');
});

test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('%s is known by its first bytes', async (format) => {
  const file = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
    .toFormat(format)
    .toBuffer();
  expect(kindOfPicture(file)).toBe(format === 'avif' ? 'heif' : format);
});

test.each([
  ['text', Buffer.from('just a renamed text file')],
  ['HTML', Buffer.from('<!doctype html><p>hello')],
  ['a PDF', Buffer.from('%PDF-1.7')],
  ['a TIFF', Buffer.from([0x49, 0x49, 0x2a, 0x00])],
  ['a sound', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
  ['a film', Buffer.from('\0\0\0\x18ftypisom')],
  ['gzipped text', gzipSync('hello')],
  ['a few bytes', Buffer.from([0xff, 0xd8])],
  ['nothing', Buffer.alloc(0)],
])('%s is no picture', (_, file) => {
  expect(kindOfPicture(file)).toBeUndefined();
});
