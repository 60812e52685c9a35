export { createAdmission } from './authenticate.ts';
export {
  applySystemReceipts,
  type DueEvent,
  finishEvents,
  forgetEvents,
  nextDue,
  putOffEvents,
  takeDueEvents,
} from './carrier-events.ts';
export { type Challenge, dropCode, sendCode, waitingOf } from './challenge.ts';
export { type Change, cancelChange, confirmChange, findOpenChange, proposeChange, raiseEpoch } from './changes.ts';
export { claimAttempt } from './claim-attempt.ts';
export { createAccount, createLine, prepareAccount, prepareLine, refuseOurs } from './create-account.ts';
export { hasFactor } from './factor-store.ts';
export { usernameBook } from './find-username-holder.ts';
export { forgetLine } from './forget-line.ts';
export { identityJobs } from './jobs.ts';
export { consume, judgeCode } from './judge-code.ts';
export { type CallMeter, createKeyGate, type KeyCalls, type KeyGate, type Verdict } from './key-gate.ts';
export { keysChanged, makeOwnKey, ownKeyOf } from './keys.ts';
export { liftLockOuts, lockedOutOf } from './lock-outs.ts';
export { type LetterOrder, mailLetter } from './mail-letter.ts';
export { findLineByUsername, moveUsername } from './move-username.ts';
export { notifyEverywhere } from './notify.ts';
export { hidden, parseEmail, parseName, parseNumber } from './parse.ts';
export { pictureAddress, presentMe } from './present.ts';
export { passwordProver } from './prove-by-password.ts';
export { deviceOf, readTrail } from './read-trail.ts';
export { receiptsCame, receiveWebhook, textsCame } from './receive-webhook.ts';
export { type Actor, changed, record } from './record.ts';
export { clearFactors } from './remove-factor.ts';
export { identityRoutes } from './routes.ts';
export { sendSystemText } from './send-system-text.ts';
export { setSessionCookie } from './session-cookie.ts';
export { endSession, endSessions, sessionLimits, startSession } from './sessions.ts';
export { blockPassword, newPasswordFor, refuseWeakPassword, setPassword, unknownPassword } from './set-password.ts';
export { isTimeZone } from './sign-up.ts';
export { findLineAndCompany, isEmailTaken, pageOfLines, readLineNumber } from './store.ts';
export { apiKey, challenge, company, line, servedNumber, session } from './tables.ts';
export { numberOrder, takeLineNumber } from './take-line-number.ts';
export { securityEvent } from './trail-tables.ts';
export { verifyPassword } from './verify-password.ts';
export { type Line, type LineRef, withLine } from './with-line.ts';
