import { and, eq } from 'drizzle-orm';
import type { Role } from '#contract/endpoint.ts';
import type { MediaId, PhoneNumber } from '#contract/ids.ts';
import { type Draft, messageErrors as m } from '#contract/messages.ts';
import { segmentsOf } from '#contract/segments.ts';
import type { Deps } from '#server/deps.ts';
import { type LineRef, line } from '#server/features/identity/index.ts';
import { allowances } from '#server/features/plan/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { eachInSlices } from '#server/platform/pace.ts';
import { areaOf } from './area-codes.ts';
import { listMedia, type MediaRow } from './entry-store.ts';
import { cleanText, linksIn, mostCharacters, withAttachmentLinks, withLinks } from './message-text.ts';
import { notBeforeFor } from './quiet-hours.ts';
import { type Chosen, chooseRecipients } from './recipients.ts';
import { findMessageSettings } from './settings-store.ts';
import { newShortCode, shortLinkOf } from './short-links.ts';

export interface Addressee {
  readonly to: PhoneNumber;
  readonly segments: number;
  readonly asLinks: boolean;
  /** For quiet hours. */
  readonly notBefore: Date | null;
}

export interface PreparedSend {
  readonly from: PhoneNumber;
  readonly text: string;
  readonly media: readonly MediaRow[];
  readonly chosen: Chosen;
  readonly addressees: readonly Addressee[];
  /** Of all together. */
  readonly segments: number;
  /** Addresses in the text that go out as short links, each with its code. */
  readonly hiddenLinks: ReadonlyMap<string, string>;
  /** What keeps it from going out, though it can be shown. */
  readonly refusal: AppError | undefined;
}

const mostMedia = 10;

/**
 * Works out all that sending a draft means, without writing anything: the preview shows it, the send does it. Throws what is
 * wrong with the draft itself; what depends on recipients and plan is in `refusal`.
 */
export async function prepareSend(
  db: Db,
  deps: Deps,
  ref: LineRef & { readonly roles: readonly Role[] },
  draft: Pick<Draft, 'to' | 'text' | 'media' | 'asLinks'>,
  at: Date,
): Promise<PreparedSend> {
  const written = cleanText(draft.text ?? '');
  const media = await findMedia(db, ref, draft.media ?? []);
  if (written.trim() === '' && media.length === 0) throw new AppError(m.empty, { field: 'text' });
  const sender = await findSender(db, ref);
  if (sender.number === null) throw new AppError(m.noNumber);
  const chosen = await chooseRecipients(db, deps, ref, draft.to, sender.number);
  const isBulk = chosen.groupIds.length > 0;
  if (isBulk && ref.roles.includes('restricted') && !ref.roles.includes('admin')) throw new AppError(m.restricted);
  const isHiding = isBulk && (await findMessageSettings(db, ref)).hideLinkInBulk;
  const hiddenLinks = new Map(isHiding ? linksIn(written).map((link) => [link, newShortCode()]) : []);
  const shortOf = (link: string) => {
    const code = hiddenLinks.get(link);
    return code === undefined ? link : shortLinkOf(deps.config, code);
  };
  const text = withLinks(written, shortOf);
  const asText = withAttachmentLinks(
    text,
    media.map((one) => shortLinkOf(deps.config, one.key)),
  );
  if (asText.length > mostCharacters && media.length > 0)
    throw new AppError(m.tooLong, { field: 'text', detail: { length: asText.length, most: mostCharacters } });
  const each = { asFiles: segmentsOf(text), asLinks: segmentsOf(asText) };
  const addressees: Addressee[] = [];
  await eachInSlices(chosen.numbers, (to) => {
    const asLinks = media.length > 0 && (draft.asLinks === true || !takesFiles(to));
    addressees.push({
      to,
      asLinks,
      segments: asLinks ? each.asLinks : each.asFiles,
      notBefore: isBulk ? notBeforeFor(to, at, sender.timeZone) : null,
    });
  });
  return {
    from: sender.number,
    text,
    media,
    chosen,
    addressees,
    segments: addressees.reduce((sum, one) => sum + one.segments, 0),
    hiddenLinks,
    refusal: await refusalOf(db, deps, ref, chosen),
  };
}

/** Goes after texts to one, and waits where the number has sent enough for a day. */
export const isToMany = ({ chosen, addressees }: Pick<PreparedSend, 'chosen' | 'addressees'>): boolean =>
  chosen.groupIds.length > 0 || addressees.length > 1;

/** Of the recipient to whom it is longest: links in place of files make it so. */
export const mostSegments = (addressees: readonly Addressee[]): number =>
  addressees.reduce((most, one) => Math.max(most, one.segments), 0);

async function refusalOf(db: Db, deps: Deps, ref: LineRef, chosen: Chosen): Promise<AppError | undefined> {
  if (chosen.numbers.length === 0) {
    const [only] = chosen.leftOut;
    return chosen.leftOut.length === 1 && only?.why === 'opted_out'
      ? new AppError(m.optedOut)
      : new AppError(m.nobodyLeft);
  }
  const { recipientsPerMessage } = await allowances(db, deps, ref.companyId);
  if (recipientsPerMessage < 0 || chosen.numbers.length <= recipientsPerMessage) return undefined;
  return new AppError(m.recipientsLimit, {
    field: 'to',
    detail: { limit: recipientsPerMessage, wanted: chosen.numbers.length, remedy: ['upgrade', 'fewer'] },
  });
}

/** Pictures travel between American and Canadian phones; elsewhere carriers do not take them from us. */
const takesFiles = (to: PhoneNumber) => areaOf(to) !== undefined;

async function findMedia(db: Db, ref: LineRef, ids: readonly string[]): Promise<MediaRow[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length > mostMedia) throw new AppError(m.tooManyMedia, { field: 'media' });
  const found = await listMedia(db, ref.companyId, wanted as MediaId[]); // digits by the contract
  const byId = new Map(
    found.filter((one) => one.lineId === ref.lineId && one.state === 'ready').map((one) => [one.id as string, one]),
  );
  return wanted.map((id) => {
    const one = byId.get(id);
    if (!one) throw new AppError(m.unknownMedia, { field: 'media' });
    return one;
  });
}

async function findSender(db: Db, ref: LineRef) {
  const [found] = await db
    .select({ number: line.number, timeZone: line.timeZone })
    .from(line)
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  if (!found) throw new AppError(m.noNumber);
  return found;
}
