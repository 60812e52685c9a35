import type { Language } from '#contract/identity.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import type { CallPlan, Prompt } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import { eventUrl, greetingUrl, soundUrl } from './addresses.ts';
import { isE164 } from './dialled-number.ts';
import { defaultGreeting } from './greeting-files.ts';
import { spokenWords } from './spoken-words.ts';
import type { Called, CallRow, LegRow } from './store.ts';

export const longestCallSeconds = 4 * 3600;
/** However many minutes there are: they are watched by us, one by one, and may become more while the call goes on (`meter-leg.ts`). */
const longestForwardSeconds = 2 * 3600;
export const longestVoicemailSeconds = 180;

/** What the carrier is to do at the station where the call is. */
export function planStep(deps: Deps, call: CallRow, called: Called, legs: readonly LegRow[]): CallPlan {
  const words = spokenWords[called.line.language];
  const say = (text: string): Prompt => ({ do: 'say', text, language: called.line.language });
  const here = { step: String(call.step) };
  const step = call.steps[call.step];
  switch (step?.step) {
    case 'reject':
      return [{ do: 'reject', as: 'rejected' }];
    case 'screen':
      return [
        {
          do: 'gather',
          keys: 1,
          seconds: 8,
          prompts: [say(words.screen)],
          keysUrl: eventUrl(deps, 'screened', call, here),
        },
        say(words.notScreened),
        { do: 'hang up' },
      ];
    case 'ring':
      return ringPlan(deps, call, called, legs, step);
    case 'greeting':
      return [
        { do: 'play', url: greetingUrl(deps, called.settings?.greetingFile ?? defaultGreeting(called.line.language)) },
        { do: 'go to', url: eventUrl(deps, 'step', call, here) },
      ];
    case 'record':
      return [
        {
          do: 'record',
          maxSeconds: longestVoicemailSeconds,
          silenceSeconds: 8,
          endKey: '#',
          doneUrl: eventUrl(deps, 'recorded', call),
          readyUrl: eventUrl(deps, 'recording', call),
        },
        say(words.nothingHeard),
        { do: 'hang up' },
      ];
    case 'sorry':
      return [say(step.quiet === 'after_hours' ? words.closed : words.sorry), { do: 'hang up' }];
    default:
      return [{ do: 'hang up' }];
  }
}

function ringPlan(
  deps: Deps,
  call: CallRow,
  { line }: Called,
  legs: readonly LegRow[],
  step: { readonly seconds: number; readonly cell: boolean; readonly shows: 'caller' | 'line' },
): CallPlan {
  const cellLeg = legs.find((leg) => leg.kind === 'cell');
  const rungUrl = eventUrl(deps, 'rung', call, { step: String(call.step) });
  if (!step.cell || call.cell === null || !cellLeg)
    return [
      { do: 'pause', seconds: step.seconds },
      { do: 'go to', url: rungUrl },
    ];
  const leg = { leg: cellLeg.id };
  return [
    {
      do: 'dial',
      numbers: [
        {
          number: call.cell,
          askUrl: eventUrl(deps, 'cell', call, leg),
          statusUrl: eventUrl(deps, 'leg', call, leg),
        },
      ],
      ringSeconds: step.seconds,
      limitSeconds: longestForwardSeconds,
      shows: shownNumber(call, line.number, step.shows),
      doneUrl: rungUrl,
    },
  ];
}

/** A caller who hides their number cannot be shown; the line is. */
function shownNumber(call: CallRow, own: PhoneNumber | null, shows: 'caller' | 'line'): PhoneNumber {
  if (shows === 'caller' && isE164(call.from)) return call.from;
  return own ?? (call.to as PhoneNumber); // the line's own number, which was called
}

/** Connects the call to the browser phone. What follows is heard where the sound breaks off though nobody hung up: our server died. */
export const connectPlan = (deps: Deps, call: CallRow, language: Language): CallPlan => [
  { do: 'connect', soundUrl: soundUrl(deps, call) },
  { do: 'say', text: spokenWords[language].brokeOff, language },
  { do: 'hang up' },
];
