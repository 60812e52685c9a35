import type { ErrorSpec } from './endpoint.ts';

export const settingsErrors = {
  changedElsewhere: {
    code: 'settings.changed_elsewhere',
    status: 409,
    message:
      'This was changed in another place since you opened it. Look at what stands now, then save again if you still want to.',
  },
  pictureTooLarge: {
    code: 'settings.picture_too_large',
    status: 413,
    message: 'That file is larger than 10 MB. Choose a smaller one.',
  },
  picturePixels: {
    code: 'settings.picture_pixels',
    status: 422,
    message: 'That picture has more than 50 megapixels. Make it smaller, then choose it again.',
  },
  pictureUnreadable: {
    code: 'settings.picture_unreadable',
    status: 422,
    message: 'That file is not a picture that can be read. Use a JPEG, PNG, WebP, GIF or AVIF.',
  },
  pictureSvg: {
    code: 'settings.picture_svg',
    status: 422,
    message: 'SVG drawings cannot be used as a picture. Use a JPEG, PNG, WebP, GIF or AVIF.',
  },
  pictureMissing: {
    code: 'settings.picture_missing',
    status: 422,
    message: 'No file came with the request. Choose one first.',
  },
  cellSame: { code: 'settings.cell_same', status: 422, message: 'That is the number you have now.' },
  cellNeeded: {
    code: 'settings.cell_needed',
    status: 409,
    message: 'This number is the only way to recover your account. Verify an e-mail address first.',
  },
  nothingWaiting: {
    code: 'settings.nothing_waiting',
    status: 409,
    message: 'Nothing is waiting any more. It was confirmed, cancelled or replaced.',
  },
  emailSame: { code: 'settings.email_same', status: 422, message: 'That is the address you have now.' },
  noChannel: {
    code: 'settings.no_channel',
    status: 409,
    message: 'There is no verified cell or e-mail address to send a code to. Use your current password.',
  },
  passwordProof: {
    code: 'settings.password_proof',
    status: 422,
    message: 'Type the reset code or your current password.',
  },
  timeZoneUnknown: {
    code: 'settings.time_zone_unknown',
    status: 422,
    message: 'That is not a time zone. Choose one from the list.',
  },
  keyNameShape: { code: 'settings.key_name_shape', status: 422, message: 'Give the key a name of 1 to 60 characters.' },
  keyRateRange: {
    code: 'settings.key_rate_range',
    status: 422,
    message: 'A key makes at least one call a minute, and at most as many as this server grants each.',
  },
  tooManyKeys: {
    code: 'settings.too_many_keys',
    status: 409,
    message: 'A line can have 50 keys. Revoke one you do not use.',
  },
} as const satisfies Record<string, ErrorSpec>;
