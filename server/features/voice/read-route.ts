import { eq } from 'drizzle-orm';
import { isOpen } from '#contract/business-hours.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Step } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { servedNumber } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { KnownCaller } from './find-caller.ts';
import { minutesLeft } from './minutes-aside.ts';
import { routeCall } from './route-call.ts';
import type { Called } from './store.ts';
import { canTranscribe } from './transcribers.ts';
import { usualRules } from './usual-rules.ts';

export interface Route {
  readonly steps: Step[];
  readonly open: boolean;
  /** Where calls are forwarded to; null: nowhere. */
  readonly cell: PhoneNumber | null;
}

/** Reads what else decides the way of a call to a line, and decides it. */
export async function readRoute(
  deps: Deps,
  { line, company, settings }: Called,
  call: { readonly from: string; readonly caller: KnownCaller; readonly at: Date },
): Promise<Route> {
  const rules = settings?.rules ?? usualRules;
  // The caller's own number would ring the telephone they call with. A call from the line's own number is one that it forwarded,
  // and that came back from there.
  const leadsBack = line.cell === call.from || line.number === call.from;
  const wanted = leadsBack || !rules.forwardToCell ? null : line.cell;
  const [transcriber, cell, left] = await Promise.all([
    canTranscribe(deps),
    wanted === null ? null : unlessServed(deps.db, wanted),
    wanted === null ? 0 : minutesLeft(deps.db, deps, line),
  ]);
  const open = isOpen(company.businessHours, company.timeZone, call.at);
  const until = settings?.doNotDisturbUntil ?? null;
  const steps = routeCall({
    rules,
    blocked: call.caller.isBlocked,
    known: call.caller.name !== null,
    undisturbed: until !== null && until > call.at,
    open,
    cell: cell !== null,
    minutes: left > 0,
    active: line.suspendedAt === null,
    mails: line.emailNotifications && line.email !== null && line.emailVerifiedAt !== null,
    transcriber,
  });
  return { steps, open, cell };
}

/** A number of ours would lead back here. */
async function unlessServed(db: Db, number: PhoneNumber): Promise<PhoneNumber | null> {
  return (await db.$count(servedNumber, eq(servedNumber.number, number))) > 0 ? null : number;
}
