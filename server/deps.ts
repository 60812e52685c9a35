import type { Carrier } from '#server/carriers/carrier.ts';
import type { Config } from '#server/config.ts';
import type { BillingProvider } from '#server/payments/billing-provider.ts';
import type { Clock } from '#server/platform/clock.ts';
import type { Database } from '#server/platform/db/db.ts';
import type { Files } from '#server/platform/files/files.ts';
import type { LiveNews } from '#server/platform/live/live.ts';
import type { Log } from '#server/platform/log.ts';
import type { Mailer } from '#server/platform/mail/mailer.ts';
import type { Secrets } from '#server/platform/secrets.ts';
import type { Speaker } from '#server/platform/sound/speak.ts';

/** Everything an act may reach beside its arguments. Made once, in `main.ts` or by a test, and passed along. */
export interface Deps {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly carrier: Carrier;
  readonly billing: BillingProvider;
  readonly mailer: Mailer;
  readonly files: Files;
  readonly live: LiveNews;
  readonly speaker: Speaker;
}
