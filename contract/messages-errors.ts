import type { ErrorSpec } from './endpoint.ts';

export const messageErrors = {
  empty: { code: 'messages.empty', status: 422, message: 'There is nothing to send. Write a text or attach a file.' },
  tooLong: {
    code: 'messages.too_long',
    status: 422,
    message: 'A text can have 1,600 characters, its signature included. Shorten it.',
  },
  badCharacter: {
    code: 'messages.bad_character',
    status: 422,
    message: 'The text holds a character that no phone can show. Remove it and send again.',
  },
  noRecipients: { code: 'messages.no_recipients', status: 422, message: 'Say whom this is for.' },
  nobodyLeft: {
    code: 'messages.nobody_left',
    status: 422,
    message: 'Nobody of these can get this text. Each one is listed with the reason.',
  },
  optedOut: {
    code: 'messages.opted_out',
    status: 422,
    message: 'This contact has opted out of texts. They can text START to come back.',
  },
  tooManySingles: {
    code: 'messages.too_many_singles',
    status: 422,
    message: 'A text can go to 25 single recipients. Put more of them into a group.',
  },
  recipientsLimit: {
    code: 'messages.recipients_limit',
    status: 420,
    message: 'Account Limits Reached: this text has more recipients than your plan allows. Send to fewer, or upgrade.',
  },
  unknownContact: { code: 'messages.unknown_contact', status: 422, message: 'One of these contacts does not exist.' },
  unknownGroup: { code: 'messages.unknown_group', status: 422, message: 'One of these groups does not exist.' },
  restricted: {
    code: 'messages.restricted',
    status: 403,
    message: 'Your role can answer texts but not start sends to groups. Ask an admin of your company.',
  },
  noNumber: {
    code: 'messages.no_number',
    status: 409,
    message: 'Your line has no number yet. It arrives within a minute of signing up.',
  },
  past: { code: 'messages.past', status: 422, message: 'That time has passed. Choose a later one.' },
  tooFar: { code: 'messages.too_far', status: 422, message: 'A text can be scheduled up to a year ahead.' },
  skippedHour: {
    code: 'messages.skipped_hour',
    status: 422,
    message: 'The clocks skip that hour on that day. Choose a time before or after it.',
  },
  notScheduled: {
    code: 'messages.not_scheduled',
    status: 409,
    message: 'This text is not waiting any more. It was sent or cancelled.',
  },
  notSending: {
    code: 'messages.not_sending',
    status: 409,
    message: 'This text is not being sent any more.',
  },
  keyReused: {
    code: 'messages.key_reused',
    status: 409,
    message: 'This idempotency key was used for another text. Use a new key for each text.',
  },
  unknownMedia: {
    code: 'messages.unknown_media',
    status: 422,
    message: 'An attachment is gone or was sent already. Attach it again.',
  },
  tooManyMedia: { code: 'messages.too_many_media', status: 422, message: 'A text can carry 10 attachments.' },
  mediaMissing: {
    code: 'messages.media_missing',
    status: 422,
    message: 'No file came with the request. Choose one first.',
  },
  mediaTooLarge: {
    code: 'messages.media_too_large',
    status: 413,
    message: 'An attachment can have 5 MB. Choose a smaller file.',
  },
  mediaType: {
    code: 'messages.media_type',
    status: 422,
    message: 'Phones do not take files of this kind. Send a picture, sound, video, PDF, contact card or plain text.',
  },
  labelShape: {
    code: 'messages.label_shape',
    status: 422,
    message: 'A label has 1 to 40 characters; 20 are the most.',
  },
} as const satisfies Record<string, ErrorSpec>;

export const messageSettingsErrors = {
  responseTooLong: {
    code: 'messages.response_too_long',
    status: 422,
    message: 'An automatic response has at most 160 characters.',
  },
  signatureTooLong: {
    code: 'messages.signature_too_long',
    status: 422,
    message: 'A signature has at most 160 characters.',
  },
  cellNeeded: {
    code: 'messages.cell_needed',
    status: 409,
    message: 'Texts can be forwarded once your personal cell is verified.',
  },
  webhookAddress: {
    code: 'messages.webhook_address',
    status: 422,
    message: 'That is not an address on the internet. It begins with https:// or http:// and names a public host.',
  },
  webhookMissing: {
    code: 'messages.webhook_missing',
    status: 409,
    message: 'No webhook address is set. Save one first.',
  },
  changedElsewhere: {
    code: 'messages.changed_elsewhere',
    status: 409,
    message:
      'This was changed in another place since you opened it. Look at what stands now, then save again if you still want to.',
  },
} as const satisfies Record<string, ErrorSpec>;
