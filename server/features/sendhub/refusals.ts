import { contactErrors } from '#contract/contacts.ts';
import { commonErrors } from '#contract/endpoint.ts';
import { groupErrors } from '#contract/groups.ts';
import { AppError } from '#server/platform/errors.ts';

/** An error answer: a status and a body. Every body says it in all the ways clients look for: `message`, `error`, `code`, `status`. */
export interface V1Answer {
  readonly status: number;
  readonly body: Record<string, unknown> | string;
  readonly retryAfterSeconds?: number;
}

/** A refusal of this API's own; what features refuse arrives as `AppError` and is put into its words by `answerOf`. */
export class V1Refusal extends Error {
  readonly answer: V1Answer;
  constructor(answer: V1Answer) {
    super('v1');
    this.answer = answer;
  }
}

const told = (status: number, error: string, message = error, more: Record<string, unknown> = {}): V1Answer => ({
  status,
  body: { message, error, code: String(status), status, moreInfo: '', ...more },
});

export type Kind = 'contact' | 'group' | 'thread' | 'message' | 'user' | 'enterprise';
export const notFound = (kind: Kind) => new V1Refusal(told(404, `Requested ${kind} not found`));
export const unknownPath = new V1Refusal(told(404, 'There is nothing at this address.'));

/** 401 with a reason: the document leaves it empty, and clients that read it get one. */
export const unauthorized = (why: string) => new V1Refusal(told(401, 'Unauthorized', why));
export const badRequest = (error: string, message?: string) => new V1Refusal(told(400, error, message));

/** Faults beside their fields: `{"name":["This field is required."]}`. */
export const badFields = (fields: Record<string, string[]>) =>
  new V1Refusal(told(400, 'Bad Request', Object.values(fields).flat()[0] ?? 'Bad Request', fields));
export const required = 'This field is required.';

/** The one error that the document makes plain text. */
export const badFilter = (name: string) =>
  new V1Refusal({ status: 400, body: `The '${name}' field does not allow filtering.` });

const byCode: Record<string, V1Answer> = {
  [contactErrors.notFound.code]: notFound('contact').answer,
  [groupErrors.notFound.code]: notFound('group').answer,
  [groupErrors.nameTaken.code]: badFields({ name: ['Duplicate group name.'] }).answer,
  [groupErrors.joinMessageShape.code]: told(400, groupErrors.joinMessageShape.message),
};
/** What fields of ours are called here. */
const fieldNames: Record<string, string> = {
  keyword: 'slug',
  joinMessage: 'ttjResponse',
  signature: 'signature',
  autoResponse: 'automated_sms_response',
  webhookUrl: 'sms_webhook_url',
};

/** Any refusal as this API says it; undefined for a fault. */
export function answerOf(error: unknown): V1Answer | undefined {
  if (error instanceof V1Refusal) return error.answer;
  if (!(error instanceof AppError)) return undefined;
  const { spec, field, detail } = error;
  const known = byCode[spec.code];
  if (known) return known;
  if (spec.status === 401) return unauthorized(spec.message).answer;
  if (spec.status === 420) return told(420, 'Account Limits Reached', spec.message, detail && { detail });
  if (spec.status === 429) return tooFast(Number(detail?.['retryAfterSeconds'] ?? 30), spec.message);
  if (spec.status === 404) return told(404, spec.message);
  if (spec.status === 403) return told(403, 'Forbidden', spec.message);
  const name = field && (fieldNames[field] ?? field);
  return name === undefined
    ? told(400, spec.message)
    : told(400, 'Bad Request', spec.message, { [name]: [spec.message] });
}

/** As published, with `Retry-After` beside it, and what there was too much of where the document has nothing. */
function tooFast(seconds: number, devMessage: string): V1Answer {
  const wait = Math.max(1, Math.ceil(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    status: commonErrors.tooMany.status,
    retryAfterSeconds: wait,
    body: {
      message: 'You have sent too many requests.',
      code: '429',
      error: 'Too Many Requests',
      devMessage,
      moreInfo: '',
      timeLeft: `${Math.floor(wait / 3600)}:${two(Math.floor(wait / 60) % 60)}:${two(wait % 60)}`,
      status: 429,
    },
  };
}
