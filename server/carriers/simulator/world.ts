import type pg from 'pg';
import type { Clock } from '#server/platform/clock.ts';
import type { Log } from '#server/platform/log.ts';
import type { Account } from './account.ts';
import type { Live } from './live.ts';

/** How long the steps of a text take, in milliseconds. */
export interface Pace {
  readonly sentMs: number;
  readonly deliveredMs: number;
  /** Before a webhook that failed is sent again. */
  readonly retryMs: number;
  /** How long a webhook may take to be answered. */
  readonly webhookMs: number;
}

/** What the parts of the simulator share. */
export interface World {
  readonly pool: pg.Pool;
  readonly account: Account;
  readonly clock: Clock;
  readonly log: Log;
  readonly pace: Pace;
  readonly live: Live;
  /** Says that something may be due before the next look at the clock. */
  readonly wake: () => void;
}
