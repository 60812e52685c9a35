import type { PathStep } from '#contract/message-settings.ts';
import { isShortSender, type Keyword, keywordIn, looksAutomatic } from './keywords.ts';
import { soundsLikeStop } from './message-text.ts';

/** A text in, and all that decides what becomes of it. */
export interface Incoming {
  readonly from: string;
  readonly text: string;
  readonly at: Date;
  readonly settings: {
    readonly autoResponse: boolean;
    readonly autoResponseText: string;
    readonly autoResponseOnlyClosed: boolean;
    readonly forwarding: boolean;
    readonly stopIncoming: boolean;
    readonly webhookUrl: string | null;
  };
  /** The line's verified cell. */
  readonly cell: string | null;
  readonly blocked: boolean;
  readonly screened: boolean;
  /** The group they were asked about and have not answered for. */
  readonly asked: { readonly name: string } | undefined;
  /** The group whose keyword the text is. */
  readonly joins: { readonly name: string; readonly isMember: boolean } | undefined;
  /** The group the text asks to leave. */
  readonly leaves: { readonly name: string } | undefined;
  readonly isOpen: boolean;
  /** When the automatic response last went to this sender. */
  readonly answeredAt: Date | null;
  readonly helpedAt: Date | null;
}

export const answerEveryMs = 4 * 3_600_000;
export const helpEveryMs = 10 * 60_000;

/**
 * What happens when somebody texts a line, in order: the one rule, which decides real texts and draws "What happens when someone
 * texts me?".
 */
export function whatHappens(incoming: Incoming): PathStep[] {
  const start = [step('arrives', null, incoming.from), step('counted')];
  const { settings, cell, from } = incoming;
  if (settings.forwarding && cell !== null && from === cell) return [...start, step('from_cell')];
  const keyword = keywordIn(incoming.text);
  const meaning = meaningOf(incoming, keyword);
  if (incoming.screened) return [...start, ...(meaning?.step === 'opt_out' ? [meaning] : []), step('screened')];
  if (settings.stopIncoming) return [...start, ...(meaning ? [meaning] : []), step('turned_off')];
  return [
    ...start,
    ...(meaning ? [meaning] : []),
    step('kept'),
    ...(soundsLikeStop(incoming.text) && !meaning ? [step('flagged')] : []),
    forwarded(incoming, meaning),
    autoResponse(incoming, meaning),
    settings.webhookUrl === null ? skipped('webhook', 'off') : step('webhook', null, hostOf(settings.webhookUrl)),
  ];
}

/** What a keyword does for this sender now; undefined: it is a text like any other. `why` says when it does so without an answer. */
function meaningOf(incoming: Incoming, keyword: Keyword): PathStep | undefined {
  const { asked, blocked, joins, leaves } = incoming;
  switch (keyword.kind) {
    case 'opt_out':
      // One confirmation each: who has opted out already is not texted again.
      return step('opt_out', blocked ? 'again' : null);
    case 'opt_in':
      return blocked ? step('opt_in') : undefined;
    case 'yes':
      if (asked && !blocked) return step('join_confirmed', null, asked.name);
      return blocked ? step('opt_in') : undefined;
    case 'help':
      return isRecent(incoming.helpedAt, incoming.at, helpEveryMs) || isShortSender(incoming.from)
        ? skipped('help', 'interval')
        : step('help');
    case 'leave':
      return leaves && step('leaves_group', blocked ? 'again' : null, leaves.name);
    case 'none':
      if (!joins || blocked || isShortSender(incoming.from)) return undefined;
      return joins.isMember ? undefined : step('join_asked', null, joins.name);
  }
}

function forwarded({ settings, cell }: Incoming, meaning: PathStep | undefined): PathStep {
  if (!settings.forwarding) return skipped('forwarded', 'off');
  if (cell === null) return skipped('forwarded', 'no_cell');
  if (meaning) return skipped('forwarded', 'keyword');
  return step('forwarded', null, cell.slice(-4));
}

function autoResponse(incoming: Incoming, meaning: PathStep | undefined): PathStep {
  const { settings } = incoming;
  const why = whyNoAnswer(incoming, meaning);
  return why === undefined ? step('auto_response', null, settings.autoResponseText) : skipped('auto_response', why);
}

function whyNoAnswer(incoming: Incoming, meaning: PathStep | undefined): string | undefined {
  const { settings } = incoming;
  if (!settings.autoResponse || settings.autoResponseText === '') return 'off';
  if (meaning) return 'keyword';
  if (incoming.blocked) return 'blocked';
  if (incoming.from === incoming.cell) return 'own_cell';
  if (isShortSender(incoming.from)) return 'short_code';
  if (looksAutomatic(incoming.text)) return 'automatic';
  // Two machines with the same words would talk for ever, an hour or four apart.
  if (incoming.text.trim() === settings.autoResponseText.trim()) return 'loop';
  if (settings.autoResponseOnlyClosed && incoming.isOpen) return 'open';
  if (isRecent(incoming.answeredAt, incoming.at, answerEveryMs)) return 'interval';
  return undefined;
}

const isRecent = (then: Date | null, now: Date, ms: number) => then !== null && now.getTime() - then.getTime() < ms;
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url);
const step = (name: PathStep['step'], why: string | null = null, detail: string | null = null): PathStep => ({
  step: name,
  does: 'happens',
  why,
  detail,
});
const skipped = (name: PathStep['step'], why: string): PathStep => ({ step: name, does: 'skipped', why, detail: null });
