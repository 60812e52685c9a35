import type { Files } from '#server/platform/files/files.ts';
import type { PictureSize } from './render-picture.ts';

export const pictureFile = (key: string, size: PictureSize | `${PictureSize}`) => `pictures/${key}/${size}.webp`;

export async function putPicture(files: Files, key: string, sizes: ReadonlyMap<PictureSize, Buffer>): Promise<void> {
  for (const [size, content] of sizes) await files.put(pictureFile(key, size), content, 'image/webp');
}

export const removePictureFiles = (files: Files, key: string): Promise<void> => files.remove(`pictures/${key}/`);
