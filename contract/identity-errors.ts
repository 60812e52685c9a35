import type { ErrorSpec } from './endpoint.ts';

export const identityErrors = {
  wrongCredentials: {
    code: 'identity.wrong_credentials',
    status: 401,
    message: 'That username and password do not match. Check both, or reset your password.',
  },
  tooManyAttempts: {
    code: 'identity.too_many_attempts',
    status: 429,
    message: 'Too many attempts. Wait before you try again, or reset your password.',
  },
  wrongPassword: { code: 'identity.wrong_password', status: 422, message: 'That is not your current password.' },
  secondStepNeeded: {
    code: 'identity.second_step_needed',
    status: 401,
    message: 'Your password is right. The second step is asked for now.',
  },
  suspended: {
    code: 'identity.suspended',
    status: 403,
    message: 'This line is suspended. Ask an admin of your company.',
  },
  signUpClosed: {
    code: 'identity.sign_up_closed',
    status: 403,
    message: 'New companies cannot sign up here. Ask the person who runs this server.',
  },
  usernameTaken: {
    code: 'identity.username_taken',
    status: 409,
    message: 'That username is taken, or looks too much like one that is. Choose another.',
  },
  usernameHeld: {
    code: 'identity.username_held',
    status: 409,
    message: 'That username was given up recently and is kept free for its last owner. Choose another.',
  },
  usernameReserved: {
    code: 'identity.username_reserved',
    status: 422,
    message: 'That username is reserved. Choose another.',
  },
  usernameShape: {
    code: 'identity.username_shape',
    status: 422,
    message: 'Use 3 to 64 letters, digits and . _ - @ + in a username.',
  },
  nameShape: { code: 'identity.name_shape', status: 422, message: 'A name has 1 to 120 characters that can be seen.' },
  passwordShort: { code: 'identity.password_short', status: 422, message: 'Use at least 8 characters.' },
  passwordLong: { code: 'identity.password_long', status: 422, message: 'Use at most 256 characters.' },
  passwordGuessable: {
    code: 'identity.password_guessable',
    status: 422,
    message: 'That password is easy to guess. Add words, or let a password manager make one.',
  },
  passwordBreached: {
    code: 'identity.password_breached',
    status: 422,
    message: 'That password is on lists that attackers try first. Choose another.',
  },
  passwordSame: {
    code: 'identity.password_same',
    status: 422,
    message: 'That is the password you have now. Choose another.',
  },
  numberShape: {
    code: 'identity.number_shape',
    status: 422,
    message: 'That is not a whole phone number. Type it with its area code.',
  },
  numberPremium: {
    code: 'identity.number_premium',
    status: 422,
    message: 'Premium and shared-cost numbers cannot receive codes. Use your own mobile.',
  },
  numberEmergency: {
    code: 'identity.number_emergency',
    status: 422,
    message: 'Emergency and service numbers cannot be called or texted here.',
  },
  numberCountry: {
    code: 'identity.number_country',
    status: 422,
    message: 'Texts are not sent to that country from here. Use a number of your own region.',
  },
  numberLandline: {
    code: 'identity.number_landline',
    status: 422,
    message: 'That is not a mobile number. Codes come as a text, so use a mobile.',
  },
  numberOurs: {
    code: 'identity.number_ours',
    status: 422,
    message:
      'Trunkline itself serves that number, so its codes would arrive in the account you may be locked out of. Use your own mobile.',
  },
  emailShape: {
    code: 'identity.email_shape',
    status: 422,
    message: 'That is not an e-mail address. It looks like name@example.com.',
  },
  emailTaken: {
    code: 'identity.email_taken',
    status: 409,
    message: 'Another line uses that e-mail address. Use another one.',
  },
  codeWrong: { code: 'identity.code_wrong', status: 422, message: 'That code is not right.' },
  codeReplaced: {
    code: 'identity.code_replaced',
    status: 422,
    message: 'That code was replaced by a newer one. Use the code from the latest message.',
  },
  codeExpired: { code: 'identity.code_expired', status: 422, message: 'That code has expired. Send a new one.' },
  codeUsedUp: {
    code: 'identity.code_used_up',
    status: 429,
    message: 'That was the last try for this code. Send a new one.',
  },
  codeNone: { code: 'identity.code_none', status: 422, message: 'No code is waiting. Send a new one.' },
  guessesSpent: {
    code: 'identity.guesses_spent',
    status: 429,
    message: 'Too many wrong codes. Wait before you try again.',
  },
  codesTooSoon: {
    code: 'identity.codes_too_soon',
    status: 429,
    message: 'A code was sent a moment ago. Wait before you send another.',
  },
  codesSpent: {
    code: 'identity.codes_spent',
    status: 429,
    message: 'Too many codes were asked for. Wait before you ask for another.',
  },
  codesStopped: {
    code: 'identity.codes_stopped',
    status: 429,
    message:
      'Codes to this country are paused for today because too many were not used. Try tomorrow, or ask the person who runs this server.',
  },
  resetWrong: {
    code: 'identity.reset_wrong',
    status: 422,
    message: 'That code is wrong, used or too old. Check it, or start again.',
  },
  linkDead: {
    code: 'identity.link_dead',
    status: 410,
    message: 'This link is no longer good: it was used, replaced or is too old.',
  },
} as const satisfies Record<string, ErrorSpec>;
const e = identityErrors;

export const passwordErrors = [
  e.passwordShort,
  e.passwordLong,
  e.passwordGuessable,
  e.passwordBreached,
  e.passwordSame,
] as const;
export const usernameErrors = [e.usernameTaken, e.usernameHeld, e.usernameReserved, e.usernameShape] as const;
export const numberErrors = [
  e.numberShape,
  e.numberPremium,
  e.numberEmergency,
  e.numberCountry,
  e.numberLandline,
  e.numberOurs,
] as const;
export const sendErrors = [e.codesTooSoon, e.codesSpent, e.codesStopped] as const;
export const codeErrors = [
  e.codeWrong,
  e.codeReplaced,
  e.codeExpired,
  e.codeUsedUp,
  e.codeNone,
  e.guessesSpent,
] as const;
