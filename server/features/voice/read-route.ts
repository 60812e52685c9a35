import { eq } from 'drizzle-orm';
import { isOpen } from '#contract/business-hours.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Step } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { servedNumber } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { findCaller } from './find-caller.ts';
import { minutesLeft } from './minutes-aside.ts';
import { routeCall } from './route-call.ts';
import type { Called } from './store.ts';
import { canTranscribe } from './transcribers.ts';
import { usualRules } from './usual-rules.ts';

export interface Route {
  readonly steps: Step[];
  readonly name: string | null;
  readonly open: boolean;
  /** Where calls are forwarded to; null: nowhere. */
  readonly cell: PhoneNumber | null;
}

/** Reads all that decides the way of a call to a line, and decides it. */
export async function readRoute(
  deps: Deps,
  { line, company, settings }: Called,
  call: { from: string; at: Date },
): Promise<Route> {
  const ref = { companyId: line.companyId, lineId: line.id };
  const [caller, transcriber, cellIsOurs, left] = await Promise.all([
    findCaller(deps.db, ref, call.from),
    canTranscribe(deps),
    line.cell === null ? true : isServed(deps.db, line.cell),
    minutesLeft(deps.db, deps, line),
  ]);
  // A number of ours would lead back here; the caller's own would ring the telephone they call with. A call from the line's own
  // number is one that it forwarded, and that came back from there.
  const leadsBack = cellIsOurs || line.cell === call.from || line.number === call.from;
  const cell = leadsBack ? null : line.cell;
  const open = isOpen(company.businessHours, company.timeZone, call.at);
  const until = settings?.doNotDisturbUntil ?? null;
  const steps = routeCall({
    rules: settings?.rules ?? usualRules,
    blocked: caller.isBlocked,
    known: caller.name !== null,
    undisturbed: until !== null && until > call.at,
    open,
    cell: cell !== null,
    minutes: left > 0,
    active: line.suspendedAt === null,
    mails: line.emailNotifications && line.email !== null && line.emailVerifiedAt !== null,
    transcriber,
  });
  return { steps, name: caller.name, open, cell };
}

async function isServed(db: Db, number: PhoneNumber): Promise<boolean> {
  return (await db.$count(servedNumber, eq(servedNumber.number, number))) > 0;
}
