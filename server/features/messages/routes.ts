import { inbox } from '#contract/inbox.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { deleteEntry, deleteThread, restoreEntry, restoreThread } from './delete-thread.ts';
import { labelThread, markRead, starThread } from './mark-thread.ts';
import { readEntries } from './read-entries.ts';
import { readInbox, readThread } from './read-inbox.ts';
import { listLabels } from './thread-store.ts';

export function messagesRoutes(app: App, deps: Deps): void {
  inboxRoutes(app, deps);
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

const gone = async (act: Promise<void>): Promise<undefined> => {
  await act;
  return undefined;
};
