import type { ErrorSpec } from '#contract/endpoint.ts';
import { AppError } from '#server/platform/errors.ts';

/** The end of a page: its last row's place in the order, and its id. */
export const pageCursor = (place: string, id: string) => Buffer.from(JSON.stringify([place, id])).toString('base64url');

/** Where the page before ended. Throws the given refusal when it is no place of ours. */
export function readCursor(text: string | undefined, refusal: ErrorSpec): { place: string; id: string } | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(parsed) && typeof parsed[0] === 'string' && /^\d{1,18}$/.test(String(parsed[1])))
      return { place: parsed[0].replaceAll('\0', ''), id: String(parsed[1]) };
  } catch {
    // not one of ours: refused below
  }
  throw new AppError(refusal);
}
