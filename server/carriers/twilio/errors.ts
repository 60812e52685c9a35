import type { RejectReason } from '../carrier.ts';

// The carrier's error codes in our words; https://www.twilio.com/docs/api/errors says what each is.
const reasons: Readonly<Record<string, RejectReason>> = {
  20003: 'credentials',
  20005: 'credentials',
  30002: 'credentials',
  14107: 'too_fast',
  20429: 'too_fast',
  21611: 'too_fast',
  30001: 'too_fast',
  20500: 'unavailable',
  20503: 'unavailable',
  21201: 'bad_recipient',
  21211: 'bad_recipient',
  21217: 'bad_recipient',
  21408: 'bad_recipient',
  21604: 'bad_recipient',
  21612: 'bad_recipient',
  30005: 'bad_recipient',
  21212: 'bad_sender',
  21603: 'bad_sender',
  21606: 'bad_sender',
  21659: 'bad_sender',
  21660: 'bad_sender',
  21610: 'opted_out',
  21614: 'landline',
  30006: 'landline',
  21605: 'too_long',
  21617: 'too_long',
  30007: 'filtered',
  30034: 'unregistered',
};

/** What an error code means; where it is not known, what the HTTP status says. */
export function reasonFor(code: string, status?: number): RejectReason {
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (known) return known;
  if (status === 401 || status === 403) return 'credentials';
  if (status === 429) return 'too_fast';
  return 'other';
}
