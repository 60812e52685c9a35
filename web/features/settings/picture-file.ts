import { settingsErrors } from '#contract/settings.ts';
import { Refusal } from '#web/lib/api.ts';

const maxBytes = 10 * 1024 * 1024;

/** What the server would refuse for sure is refused before it is sent, in the same words. */
export function whyNotPicture(file: { size: number; type: string; name: string }): Refusal | undefined {
  const { pictureTooLarge, pictureSvg } = settingsErrors;
  if (file.type === 'image/svg+xml' || /\.svgz?$/i.test(file.name))
    return new Refusal(pictureSvg.code, pictureSvg.status, pictureSvg.message, 'file');
  if (file.size > maxBytes)
    return new Refusal(pictureTooLarge.code, pictureTooLarge.status, pictureTooLarge.message, 'file');
  return undefined;
}

export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** The square to keep in whole pixels, moved and shrunk so that it lies inside the picture. */
export function squareWithin(
  area: { x: number; y: number; width: number; height: number },
  picture: { width: number; height: number },
): Square {
  const side = Math.max(1, Math.min(Math.round(Math.min(area.width, area.height)), picture.width, picture.height));
  const within = (start: number, room: number) => Math.max(0, Math.min(Math.round(start), room - side));
  return { x: within(area.x, picture.width), y: within(area.y, picture.height), side };
}
