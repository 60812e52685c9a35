/** A refusal in Twilio's own form. */
export class WireError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, status: number, message: string) {
    super(message);
    this.name = 'WireError';
    this.code = code;
    this.status = status;
  }
}

export const wireErrors = {
  authenticate: () => new WireError(20003, 401, 'Authenticate'),
  notFound: (path: string) => new WireError(20404, 404, `The requested resource ${path} was not found`),
  tooMany: () => new WireError(20429, 429, 'Too Many Requests'),
  fault: () => new WireError(20500, 500, 'An internal server error has occurred'),
  badPage: (name: string) => new WireError(20001, 400, `Invalid value for ${name}`),
  toMissing: () => new WireError(21604, 400, "A 'To' phone number is required."),
  toInvalid: (to: string) => new WireError(21211, 400, `Invalid 'To' Phone Number: ${to.slice(0, 24)}`),
  fromMissing: () => new WireError(21603, 400, "A 'From' phone number is required."),
  fromInvalid: (from: string) => new WireError(21212, 400, `Invalid 'From' Phone Number: ${from.slice(0, 24)}`),
  fromNotOurs: (from: string) =>
    new WireError(
      21606,
      400,
      `The 'From' phone number provided (${from}) is not a valid message-capable phone number for this destination.`,
    ),
  sameNumber: () => new WireError(21266, 400, "'To' and 'From' number cannot be the same"),
  empty: () => new WireError(21602, 400, 'Message body is required.'),
  tooLong: () => new WireError(21617, 400, 'The concatenated message body exceeds the 1600 character limit'),
  callbackInvalid: () => new WireError(21609, 400, "The 'StatusCallback' URL is not a valid URL"),
  mediaInvalid: () => new WireError(21620, 400, 'Invalid media URL(s)'),
  numberInvalid: (number: string) => new WireError(21421, 400, `PhoneNumber is invalid: ${number.slice(0, 24)}`),
  numberGone: (number: string) => new WireError(21422, 400, `${number} is not available`),
  noneInArea: () => new WireError(21452, 400, 'No phone numbers found in this area code'),
  callerNotOurs: (from: string) => new WireError(21210, 400, `'From' phone number not verified: ${from.slice(0, 24)}`),
  callerBusy: (from: string) => new WireError(20001, 400, `The handset ${from.slice(0, 24)} is on a call`),
  callNotLive: () => new WireError(21220, 400, 'Call is not in-progress. Cannot redirect.'),
  twimlInvalid: () => new WireError(12100, 400, 'Document parse failure'),
  urlMissing: () => new WireError(21205, 400, "Url parameter is required when neither 'Twiml' is given"),
  urlInvalid: (name: string) => new WireError(21502, 400, `${name} is not a valid URL`),
} as const;

export const wireBody = (error: WireError) => ({
  code: error.code,
  message: error.message,
  more_info: `https://www.twilio.com/docs/errors/${error.code}`,
  status: error.status,
});
