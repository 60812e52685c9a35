import type { Quiet, Step } from '#contract/voice.ts';
import type { phoneSettingsWords } from './words.ts';

type Words = (typeof phoneSettingsWords)['es'];

/** One station of a call's way in plain words. */
export function sentencesOf(step: Step, words: Words): string[] {
  switch (step.step) {
    case 'reject':
      return [words.stepReject];
    case 'screen':
      return [words.stepScreen];
    case 'ring': {
      const where = step.browser && step.cell ? words.ringBoth : step.cell ? words.ringOnlyCell : words.ringOnlyBrowser;
      const shows = step.shows === 'caller' ? words.showsTheCaller : words.showsTheLine;
      const cell = step.cell ? [step.press ? words.stepPress(shows) : words.stepShows(shows)] : [];
      return [words.stepRing(where, step.seconds), ...cell, ...(step.noMinutes ? [words.stepNoMinutes] : [])];
    }
    case 'greeting':
      return [...quiet(step.quiet, words), words.stepGreeting];
    case 'record':
      return [words.stepRecord, ...(step.transcribe ? [words.stepTranscribe] : [])];
    case 'sorry':
      return [...quiet(step.quiet, words), words.stepSorry];
    case 'mail':
      return [words.stepMail];
  }
}

function quiet(why: Quiet | null, words: Words): string[] {
  if (why === null) return [];
  return [
    {
      after_hours: words.quietHours,
      do_not_disturb: words.quietDnd,
      no_minutes: words.quietMinutes,
      nobody: words.quietNobody,
    }[why],
  ];
}

/** The same in a word or two, for the drawing. */
export function nameOf(step: Step, words: Words): string {
  switch (step.step) {
    case 'ring':
      return words.drawRing(
        step.browser && step.cell ? words.drawBoth : step.cell ? words.drawCell : words.drawBrowser,
        step.seconds,
      );
    case 'reject':
      return words.drawReject;
    case 'screen':
      return words.drawScreen;
    case 'greeting':
      return words.drawGreeting;
    case 'record':
      return words.drawRecord;
    case 'sorry':
      return words.drawSorry;
    case 'mail':
      return words.drawMail;
  }
}
