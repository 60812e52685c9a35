import { Type } from 'typebox';
import type { Language } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { letter } from './compose.ts';
import type { NoticeWords } from './notice-words.ts';

export const deliverLetter = defineJob({
  name: 'identity.deliver-letter',
  payload: Type.Object({ id: Type.String(), sealed: Type.String() }),
});

export interface LetterOrder {
  /** The same id is the same mail to every mail program; a fresh one unless given. */
  readonly id?: string;
  readonly to: string;
  readonly language: Language;
  readonly words: NoticeWords;
  /** Where the action's button leads. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Files of ours to attach, read when the mail is sent; one that is gone by then is left out. */
  readonly files?: readonly { readonly key: string; readonly filename: string; readonly contentType: string }[];
}

/** Mails somebody in words of another feature, in the look of all our mails, with the caller's transaction (R8). */
export async function mailLetter(tx: Db, deps: Pick<Deps, 'secrets'>, order: LetterOrder): Promise<void> {
  const id = order.id ?? newId();
  await enqueue(tx, deliverLetter, {
    id,
    sealed: deps.secrets.seal('letter', JSON.stringify({ ...order, id })).toString('base64'),
  });
}

/** Sends a letter; throws when it is to be tried again later. */
export async function sendLetter(deps: Deps, payload: { id: string; sealed: string }): Promise<void> {
  const order = JSON.parse(deps.secrets.open('letter', Buffer.from(payload.sealed, 'base64'))) as LetterOrder; // sealed by `mailLetter`
  const attachments = await Promise.all((order.files ?? []).map((file) => attachment(deps, file)));
  const outcome = await deps.mailer.send({
    id: payload.id,
    to: order.to,
    ...letter(order.words, order.url, order.language),
    ...(order.headers && { headers: order.headers }),
    attachments: attachments.filter((one) => one !== undefined),
  });
  if (outcome.kind === 'refused') deps.log.warn({ why: outcome.why }, 'a letter was refused by the mail server');
}

async function attachment(
  deps: Deps,
  { key, filename, contentType }: { key: string; filename: string; contentType: string },
) {
  const file = await deps.files.get(key);
  return file && { filename, contentType, content: file.content };
}
