import type { Source } from './message.ts';

/** RFC 3261's clock in milliseconds: the time to a telephone and back, and the longest wait before a repetition. */
export interface Pace {
  readonly t1: number;
  readonly t2: number;
}

export const usualPace: Pace = { t1: 500, t2: 4000 };

export type Send = (text: string, to: Source) => void;
