import type { CallRules, Quiet, Step } from '#contract/voice.ts';

/** All that decides the way of a call. Nothing else may. */
export interface CallFacts {
  readonly rules: CallRules;
  readonly blocked: boolean;
  /** The caller is in a contact of the line. */
  readonly known: boolean;
  /** Do not disturb is on at the moment of the call. */
  readonly undisturbed: boolean;
  /** Within business hours at the moment of the call. */
  readonly open: boolean;
  /** A verified cell that is neither the caller nor a line of ours: forwarding there cannot come back here. */
  readonly cell: boolean;
  /** The plan has minutes left for a call that is forwarded; those that come in need none. */
  readonly minutes: boolean;
  /** The line may be used at all. */
  readonly active: boolean;
  /** Call e-mails are on and have a verified address to go to. */
  readonly mails: boolean;
  /** An engine is there. */
  readonly transcriber: boolean;
}

/** The way a call takes: settings, caller and time in, stations out. The page that explains it shows this very answer. */
export function routeCall(facts: CallFacts): Step[] {
  const { rules } = facts;
  if (facts.blocked) return [{ step: 'reject' }];
  const quiet = quietBecause(facts);
  const screen: Step[] = rules.screenUnknown && !facts.known ? [{ step: 'screen' }] : [];
  const ring: Step[] = quiet === null ? [ringOf(facts)] : [];
  const end: Step[] =
    rules.voicemail && facts.active
      ? [
          { step: 'greeting', quiet },
          { step: 'record', transcribe: rules.transcribe && facts.transcriber },
        ]
      : [{ step: 'sorry', quiet }];
  return [...screen, ...ring, ...end, ...(facts.mails ? [{ step: 'mail' } as const] : [])];
}

function quietBecause(facts: CallFacts): Quiet | null {
  if (!facts.active) return 'nobody';
  if (facts.undisturbed) return 'do_not_disturb';
  if (!facts.open && facts.rules.afterHours === 'voicemail') return 'after_hours';
  const { browser, cell } = rung(facts);
  if (!browser && !cell && isSpared(facts)) return 'no_minutes';
  return browser || cell ? null : !facts.open && facts.rules.afterHours === 'cell' ? 'after_hours' : 'nobody';
}

/** The cell would ring, had the plan minutes left for it. */
const isSpared = ({ rules, cell, minutes }: CallFacts) => rules.forwardToCell && cell && !minutes;

function rung({ rules, open, cell, minutes }: CallFacts) {
  return {
    browser: rules.ringBrowser && (open || rules.afterHours === 'ring'),
    cell: rules.forwardToCell && cell && minutes,
  };
}

function ringOf(facts: CallFacts): Step {
  const { rules } = facts;
  const { browser, cell } = rung(facts);
  return {
    step: 'ring',
    browser,
    cell,
    noMinutes: isSpared(facts),
    seconds: rules.ringSeconds,
    press: cell && rules.pressToAccept,
    shows: rules.maskCallerId ? 'line' : rules.cellShows,
  };
}
