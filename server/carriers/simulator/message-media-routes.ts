import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pageAsked, pageOf } from './paging.ts';
import { wireDate } from './present.ts';
import { contentTypeOf } from './take-text.ts';
import { findText, type TextRow } from './text-store.ts';
import { wireOf } from './wire.ts';
import { wireErrors } from './wire-error.ts';
import type { World } from './world.ts';

const ofMessage = '/Messages/:sid([A-Z]{2}[0-9a-f]{32})/Media';
const oneFile = `${ofMessage}/:media(ME[0-9a-f]{32})`;
interface One {
  Params: { sid: string; media: string };
}

/** `/Messages/{sid}/Media`: the files of a text, in and out, and where each lies. */
export function messageMediaRoutes(app: FastifyInstance, world: World): void {
  const filesOf = async (sid: string, path: string) => {
    const text = await findText(world.pool, sid);
    if (!text) throw wireErrors.notFound(path);
    return text.media.map((url, place) => ({ url, ...wireMedia(world.account.sid, text, place) }));
  };
  const oneOf = async ({ sid, media }: One['Params'], path: string) => {
    const found = (await filesOf(sid, path)).find((one) => one.sid === media);
    if (!found) throw wireErrors.notFound(path);
    return found;
  };

  app.get<One>(`${ofMessage}.json`, async (request) => {
    const { path, query } = wireOf(request);
    const { size, page } = pageAsked(query);
    const wanted = query.get('ContentType');
    const files = (await filesOf(request.params.sid, path))
      .map(({ url, ...file }) => file)
      .filter((file) => !wanted || file.content_type === wanted);
    const counted = { page, size, afterSid: undefined, offset: page * size };
    return pageOf({ path, query }, counted, 'media_list', files.slice(page * size, page * size + size + 1));
  });
  app.get<One>(`${oneFile}.json`, async (request) => {
    const { url, ...file } = await oneOf(request.params, wireOf(request).path);
    return file;
  });
  // As at Twilio, the resource without an ending leads to the file itself.
  app.get<One>(oneFile, async (request, reply) =>
    reply.redirect((await oneOf(request.params, wireOf(request).path)).url, 307),
  );
}

function wireMedia(account: string, text: TextRow, place: number) {
  // Made from where it stands: files of texts have no rows of their own.
  const sid = `ME${createHash('md5').update(`${text.sid} ${place}`).digest('hex')}`;
  return {
    sid,
    account_sid: account,
    parent_sid: text.sid,
    content_type: contentTypeOf(text.media[place] ?? ''),
    date_created: wireDate(text.created_at),
    date_updated: wireDate(text.updated_at),
    uri: `/2010-04-01/Accounts/${account}/Messages/${text.sid}/Media/${sid}.json`,
  };
}
