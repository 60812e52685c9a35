import { Temporal } from 'temporal-polyfill';
import { messageErrors as m, type SendAt } from '#contract/messages.ts';
import { days } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';

const farthestMs = days(366);

/**
 * The moment a text is scheduled for. A wall time that happens twice is the first of the two; one that the clocks skip is
 * refused. Throws `messages.past`, `_too_far`, `_skipped_hour`.
 */
export function momentOf(sendAt: SendAt, now: Date): Date {
  const at = typeof sendAt === 'string' ? new Date(sendAt) : localMoment(sendAt);
  if (Number.isNaN(at.getTime()) || at <= now) throw new AppError(m.past, { field: 'sendAt' });
  if (at.getTime() - now.getTime() > farthestMs) throw new AppError(m.tooFar, { field: 'sendAt' });
  return at;
}

function localMoment({ local, timeZone }: Exclude<SendAt, string>): Date {
  try {
    const wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
    const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    // Where the clocks skip the time, what comes out reads differently on the wall.
    if (!zoned.toPlainDateTime().equals(wall)) throw new AppError(m.skippedHour, { field: 'sendAt' });
    return new Date(zoned.epochMilliseconds);
  } catch (error) {
    // No such day, or no such zone.
    if (error instanceof RangeError) throw new AppError(m.past, { field: 'sendAt' });
    throw error;
  }
}
