import { settingsErrors as s } from '#contract/settings.ts';
import { AppError } from '#server/platform/errors.ts';
import { kindOfPicture } from './kind-of-picture.ts';

export const pictureSizes = [64, 128, 256, 512] as const;
export type PictureSize = (typeof pictureSizes)[number];

/** A square of the upright picture, in its pixels. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

const largest = 512;
const mostPixels = 50_000_000;
// First frame only; a picture that ends early or does not decode is refused rather than filled up with grey.
const reading = { limitInputPixels: mostPixels, pages: 1, failOn: 'error' } as const;
/**
 * Makes the square sizes of an uploaded picture: upright, cropped (to the middle where no square is given), and with nothing
 * of the file but its pixels. Throws `settings.picture_svg`, `_unreadable`, `_pixels`.
 */
export async function renderPicture(file: Buffer, crop?: Crop): Promise<Map<PictureSize, Buffer>> {
  const kind = kindOfPicture(file);
  if (kind === 'svg') throw new AppError(s.pictureSvg, { field: 'picture' });
  if (kind === undefined) throw new AppError(s.pictureUnreadable, { field: 'picture' });
  return inTurn(async () => {
    try {
      return await render(file, crop);
    } catch (error) {
      if (error instanceof AppError) throw error;
      const tooMany = error instanceof Error && error.message.includes('pixel limit');
      throw new AppError(tooMany ? s.picturePixels : s.pictureUnreadable, { field: 'picture' });
    }
  });
}

async function render(file: Buffer, crop: Crop | undefined): Promise<Map<PictureSize, Buffer>> {
  const sharp = await imageLibrary();
  const { autoOrient } = await sharp(file, { ...reading, limitInputPixels: false }).metadata();
  if (autoOrient.width * autoOrient.height > mostPixels) throw new AppError(s.picturePixels, { field: 'picture' });
  const { data, info } = await sharp(file, reading)
    .autoOrient()
    .extract(squareIn(autoOrient, crop))
    .resize(largest, largest)
    .toColourspace('srgb')
    .timeout({ seconds: 15 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const made = new Map<PictureSize, Buffer>();
  for (const size of pictureSizes) {
    const raw = { width: info.width, height: info.height, channels: info.channels };
    made.set(size, await sharp(data, { raw }).resize(size, size).webp({ quality: 82 }).toBuffer());
  }
  return made;
}

/** Loaded with the first picture: most processes see none for days, and it takes 12 MB. */
async function imageLibrary() {
  const { default: sharp } = await import('sharp');
  // A thread each: two pictures at a time must leave the machine to everybody else. Pictures are seen once, so nothing is kept.
  sharp.concurrency(1);
  sharp.cache(false);
  // Of all that the library can open, only what people have as pictures.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpeg',
      'VipsForeignLoadPng',
      'VipsForeignLoadWebp',
      'VipsForeignLoadNsgif',
      'VipsForeignLoadHeif',
    ],
  });
  return sharp;
}

/** The wished square moved and shrunk until it lies inside the picture; the largest one in the middle where none is wished. */
export function squareIn(picture: { width: number; height: number }, crop: Crop | undefined) {
  const most = Math.min(picture.width, picture.height);
  const side = Math.min(crop?.side ?? most, most);
  const left = Math.min(crop?.x ?? Math.floor((picture.width - side) / 2), picture.width - side);
  const top = Math.min(crop?.y ?? Math.floor((picture.height - side) / 2), picture.height - side);
  return { left, top, width: side, height: side };
}

const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** Decoding a picture can take 200 MB for a moment, so only so many are decoded at once in a process. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The turn is handed over rather than given back, so that nobody slips in between.
    if (next) next();
    else running -= 1;
  }
}
