import type { Deps } from '#server/deps.ts';
import { handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { checkOpenCalls, lookAtCall, lookAtOpenCalls } from './check-call.ts';
import { checkCall } from './enter-step.ts';
import { takeRecording } from './keep-recording.ts';
import { mailCall, writeCallMail } from './mail-call.ts';
import { lookAtMinutes, meterLeg } from './meter-leg.ts';
import { keepRecording } from './note-recording.ts';
import { pointNumbers, pointOurNumbers } from './point-numbers.ts';
import { removeVoicemailFile } from './remove-voicemail.ts';
import { transcribeVoicemail, writeTranscript } from './transcribe.ts';

export const voiceJobs = (deps: Deps): JobHandler[] => [
  handle(checkCall, (payload) => lookAtCall(deps, payload)),
  handle(checkOpenCalls, () => lookAtOpenCalls(deps), { every: '13 * * * *' }),
  handle(meterLeg, (payload) => lookAtMinutes(deps, payload)),
  handle(keepRecording, (payload) => takeRecording(deps, payload)),
  handle(mailCall, (payload) => writeCallMail(deps, payload)),
  handle(transcribeVoicemail, (payload) => writeTranscript(deps, payload)),
  handle(removeVoicemailFile, ({ file }) => deps.files.remove(file.replace(/\/[^/]*$/, '/'))),
  handle(pointNumbers, () => pointOurNumbers(deps), { every: '23 4 * * *' }),
];
