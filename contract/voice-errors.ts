import type { ErrorSpec } from './endpoint.ts';

export const voiceErrors = {
  changedElsewhere: {
    code: 'voice.changed_elsewhere',
    status: 409,
    message: 'This was changed in another tab a moment ago.',
  },
  numberShape: {
    code: 'voice.number_shape',
    status: 422,
    message: 'This is not a phone number. Write it like (415) 555-0100 or +1 415 555 0100.',
  },
  emergency: {
    code: 'voice.emergency',
    status: 422,
    message: 'Emergency calls are not possible here. Use a mobile phone or a landline.',
  },
  notThere: {
    code: 'voice.not_there',
    status: 422,
    message: 'Calls to this country, or to numbers that cost extra, are not made from here.',
  },
  ownNumber: { code: 'voice.own_number', status: 422, message: 'This is the number of your own line.' },
  noNumber: {
    code: 'voice.no_number',
    status: 409,
    message: 'Your line has no number yet, so nobody could see who calls. It is on its way.',
  },
  onCall: { code: 'voice.on_call', status: 409, message: 'You are on a call. Hang up first.' },
  tooManyCalls: { code: 'voice.too_many_calls', status: 429, message: 'Many calls in a short time. Wait a little.' },
  carrierDown: {
    code: 'voice.carrier_down',
    status: 503,
    message: 'The phone network does not answer. Try again in a moment.',
  },
  unknownCall: { code: 'voice.unknown_call', status: 404, message: 'There is no such call.' },
  taken: { code: 'voice.taken', status: 409, message: 'The call was answered on another device.' },
  callOver: { code: 'voice.call_over', status: 409, message: 'The caller has hung up.' },
  unknownVoicemail: { code: 'voice.unknown_voicemail', status: 404, message: 'This voicemail is gone.' },
  tooManyBlocked: {
    code: 'voice.too_many_blocked',
    status: 422,
    message: 'The block list holds 500 numbers. Take some off first.',
  },
  cannotSpeak: {
    code: 'voice.cannot_speak',
    status: 422,
    message: 'This server has no program that speaks (flite or espeak-ng). Record or upload a greeting.',
  },
  greetingMissing: { code: 'voice.greeting_missing', status: 422, message: 'Choose a sound file first.' },
  greetingNotSound: {
    code: 'voice.greeting_not_sound',
    status: 422,
    message: 'This file cannot be read as sound: send a WAV file, of 16 bits or µ-law, mono or stereo, of 8 to 48 kHz.',
  },
  greetingTooLong: {
    code: 'voice.greeting_too_long',
    status: 422,
    message: 'A greeting is at most 60 seconds long. This one is longer.',
  },
  greetingTooLarge: {
    code: 'voice.greeting_too_large',
    status: 413,
    message: 'This file is too large for a greeting.',
  },
  greetingEmpty: {
    code: 'voice.greeting_empty',
    status: 422,
    message: 'There is nothing to be heard in it. Check the microphone and try again.',
  },
  linkInvalid: {
    code: 'voice.link_invalid',
    status: 422,
    message: 'This link is not complete. Open it again from the e-mail, or change it on My Settings.',
  },
  upgradeNeeded: { code: 'request.upgrade_needed', status: 426, message: 'This address speaks WebSocket.' },
  foreignPage: {
    code: 'request.cross_origin',
    status: 403,
    message: 'This request came from another site and was not carried out.',
  },
} as const satisfies Record<string, ErrorSpec>;
