import type { PhoneNumber } from '#contract/ids.ts';
import type { Draft } from '#contract/messages.ts';
import { getOrAddContact, listContactsByIds, readNumber, regionOf } from '#server/features/contacts/index.ts';
import { listGroupsByIds } from '#server/features/groups/index.ts';
import { attachFile } from '#server/features/messages/index.ts';
import type { V1Call } from './call.ts';
import { V1Refusal } from './refusals.ts';
import { idOf, isObject, textOf } from './wire.ts';

const mostSingles = 25;

/** Refusals of texts, as they are published: `message` says it. */
const refuse = (message: string, error = 'Bad Request') =>
  new V1Refusal({ status: 400, body: { message, error, code: '400', status: 400, moreInfo: '' } });

/**
 * Reads a text as clients write it. Recipients are contacts by id or by number, and groups by id; ids that are nobody's are
 * left out, and with none left it is refused. Throws 400s.
 */
export async function readMessage(call: V1Call): Promise<Draft> {
  const { body } = call;
  const text = textOf(body['text']) ?? '';
  const isOdd = body['text'] != null && textOf(body['text']) === undefined;
  if (isOdd || (text.trim() === '' && body['mms'] == null))
    throw refuse('sms message does not exist or is empty', 'text message invalid');
  if (text.length > 1600) throw refuse('The length of the text exceeds the maximum of 1600 characters.');
  const to = await readRecipients(call);
  const sendAt = readTime(body['scheduled_at']);
  const media = body['mms'] == null ? undefined : [await readFile(call, body['mms'])];
  return { to, text, ...(sendAt && { sendAt }), ...(media && { media }) };
}

async function readRecipients({ deps, caller, body }: V1Call): Promise<Draft['to']> {
  const [singles, groups] = ['contacts', 'groups'].map((key) => {
    const list = body[key] ?? [];
    if (!Array.isArray(list)) throw refuse(`"${key}" is a list.`);
    return list as unknown[];
  });
  if ((singles?.length ?? 0) > mostSingles)
    throw refuse(`A text can go to ${mostSingles} contacts. Put more of them into a group.`);
  const region = await regionOf(deps.db, caller);
  const ids: string[] = [];
  const numbers: PhoneNumber[] = [];
  for (const one of singles ?? []) {
    const written = textOf(one)?.trim() ?? '';
    // Ids are longer than any telephone number.
    if (/^\d{16,19}$/.test(written) || written.includes('/'))
      ids.push(...[idOf(written)].filter((id) => id !== undefined));
    else {
      const read = readNumber(written, region);
      if ('number' in read) numbers.push(read.number);
    }
  }
  const known = await listContactsByIds(deps.db, caller, ids);
  const groupIds = (groups ?? []).flatMap((one) => idOf(one) ?? []);
  const knownGroups = (await listGroupsByIds(deps.db, caller, groupIds)).filter((group) => group.deletedAt === null);
  if (known.length + numbers.length + knownGroups.length === 0)
    throw refuse('The list of contacts is empty, or all of its ids are invalid and were left out.');
  // Whoever is texted by number becomes a contact: answers name recipients as contacts.
  const added = await deps.db.transaction(async (tx) => {
    const made = [];
    for (const number of numbers) made.push(await getOrAddContact(tx, deps, caller, number));
    return made;
  });
  const contacts = new Set([...known, ...added].map(({ id }) => id));
  return { contacts: [...contacts], groups: knownGroups.map(({ id }) => id) };
}

/** `2026-03-01T09:00:00-0800`: exactly so. Null and nothing: now. */
function readTime(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const text = textOf(value) ?? '';
  const [, at, offset] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})([+-]\d{4})$/.exec(text) ?? [];
  const moment = at && offset ? new Date(`${at}${offset.slice(0, 3)}:${offset.slice(3)}`) : undefined;
  if (!moment || Number.isNaN(moment.getTime()))
    throw refuse('Timestamps must be 24 characters long, e.g.:2010-04-13T15:29:40+0000');
  return moment.toISOString();
}

/** `{filename, url}` or `{filename, data}` with the file as base64. */
async function readFile({ deps, caller }: V1Call, value: unknown): Promise<string> {
  if (!isObject(value)) throw refuse('mms is an object with a filename and either url or data.');
  const [filename, url, data] = ['filename', 'url', 'data'].map((key) => textOf(value[key]));
  if (!filename || (!url && !data)) throw refuse('mms has a filename and either url or data.');
  if (url) return attachFile(deps, caller, { filename, url });
  const content = Buffer.from(data ?? '', 'base64');
  if (content.length === 0 || !/^[\w+/=\s-]+$/.test(data ?? '')) throw refuse('mms.data is a file in base64.');
  return attachFile(deps, caller, { filename, content });
}
