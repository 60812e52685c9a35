import type { CallRules } from '#contract/voice.ts';

/** What a line has decided that never said anything. */
export const usualRules: CallRules = {
  forwardToCell: true,
  pressToAccept: true,
  ringBrowser: true,
  ringSeconds: 25,
  afterHours: 'ring',
  cellShows: 'caller',
  maskCallerId: false,
  voicemail: true,
  transcribe: false,
  screenUnknown: false,
};
