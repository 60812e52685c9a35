import type { FastifyRequest } from 'fastify';
import { inbox } from '#contract/inbox.ts';
import { messages } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { deleteEntry, deleteThread, restoreEntry, restoreThread } from './delete-thread.ts';
import { readReceipts } from './list-receipts.ts';
import { labelThread, markRead, starThread } from './mark-thread.ts';
import { listSending, pauseSend, readProgress, resumeSend, stopSend } from './pause-send.ts';
import { previewMessage } from './preview-message.ts';
import { readEntries } from './read-entries.ts';
import { readInbox, readThread } from './read-inbox.ts';
import { cancelScheduled, editScheduled, listScheduled } from './schedule-message.ts';
import { sendMessage } from './send-message.ts';
import { followShortLink, serveMedia } from './serve-media.ts';
import { messageSettingsRoutes } from './settings-routes.ts';
import { listLabels } from './thread-store.ts';
import { uploadMedia } from './upload-media.ts';

export function messagesRoutes(app: App, deps: Deps): void {
  inboxRoutes(app, deps);
  sendRoutes(app, deps);
  fileRoutes(app, deps);
  messageSettingsRoutes(app, deps);
}

function inboxRoutes(app: App, deps: Deps): void {
  mount(app, inbox.threads, ({ caller, query }) => readInbox(deps, caller, query));
  mount(app, inbox.thread, ({ caller, params }) => readThread(deps, caller, params.id));
  mount(app, inbox.entries, ({ caller, params, query }) => readEntries(deps, caller, params.id, query));
  mount(app, inbox.labels, async ({ caller }) => ({ labels: await listLabels(deps.db, caller) }));
  mount(app, inbox.markRead, ({ caller, params, body }) => markRead(deps, caller, params.id, body.read));
  mount(app, inbox.star, ({ caller, params, body }) => starThread(deps, caller, params.id, body.starred));
  mount(app, inbox.label, ({ caller, params, body }) => labelThread(deps, caller, params.id, body.labels));
  mount(app, inbox.deleteThread, ({ caller, params }) => gone(deleteThread(deps, caller, params.id)));
  mount(app, inbox.restoreThread, ({ caller, params }) => restoreThread(deps, caller, params.id));
  mount(app, inbox.deleteEntry, ({ caller, params }) => gone(deleteEntry(deps, caller, params.id)));
  mount(app, inbox.restoreEntry, ({ caller, params }) => restoreEntry(deps, caller, params.id));
}

function sendRoutes(app: App, deps: Deps): void {
  mount(app, messages.preview, ({ caller, body }) => previewMessage(deps, caller, body));
  mount(app, messages.send, ({ caller, body, request }) =>
    sendMessage(deps, caller, { ...body, ...keyIn(request) }, caller.keyId ? 'api' : 'app'),
  );
  mount(app, messages.sending, async ({ caller }) => ({ sending: await listSending(deps, caller) }));
  mount(app, messages.progress, ({ caller, params }) => readProgress(deps, caller, params.id));
  mount(app, messages.receipts, ({ caller, params, query }) => readReceipts(deps, caller, params.id, query));
  mount(app, messages.pause, ({ caller, params }) => pauseSend(deps, caller, params.id));
  mount(app, messages.resume, ({ caller, params }) => resumeSend(deps, caller, params.id));
  mount(app, messages.stop, ({ caller, params }) => stopSend(deps, caller, params.id));
  mount(app, messages.scheduled, async ({ caller }) => ({ scheduled: await listScheduled(deps.db, caller) }));
  mount(app, messages.editScheduled, ({ caller, params, body }) => editScheduled(deps, caller, params.id, body));
  mount(app, messages.cancelScheduled, ({ caller, params }) => cancelScheduled(deps, caller, params.id));
}

function fileRoutes(app: App, deps: Deps): void {
  mount(app, messages.uploadMedia, ({ caller, request }) =>
    uploadMedia(deps, caller, request, messages.uploadMedia.upload.maxBytes),
  );
  mount(app, messages.media, ({ params, reply }) => gone(serveMedia(deps, reply, params.key)));
  mount(app, messages.shortLink, ({ params, reply }) => gone(followShortLink(deps, reply, params.code)));
}

/** The header that other APIs have for it; the body's own field comes first. */
function keyIn(request: FastifyRequest): { key?: string } {
  const { key } = request.body as { key?: string }; // checked by the contract
  const header = request.headers['idempotency-key'];
  const given = key ?? (typeof header === 'string' && /^[\x21-\x7e]{1,100}$/.test(header) ? header : undefined);
  return given === undefined ? {} : { key: given };
}

const gone = async (act: Promise<void>): Promise<undefined> => {
  await act;
  return undefined;
};
