import { Readable } from 'node:stream';
import { contacts } from '#contract/contacts.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { addContact } from './add-contact.ts';
import { addToGroup } from './add-to-group.ts';
import { changeContact } from './change-contact.ts';
import { deleteContacts } from './delete-contacts.ts';
import { exportContacts } from './export-contacts.ts';
import { findDuplicates } from './find-duplicates.ts';
import { importRoutes } from './imports/routes.ts';
import { joinContacts } from './join-contacts.ts';
import { countContacts, listContacts } from './list-contacts.ts';
import { presentSummary } from './present.ts';
import { readContact } from './read-contact.ts';
import { restoreContacts } from './restore-contacts.ts';
import { screenContact } from './screen-contact.ts';

export function contactsRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  mount(app, contacts.list, async ({ caller, query }) => {
    const isWhole = query.after === undefined && !query.search && (query.show ?? 'all') === 'all';
    const page = await listContacts(db, caller, { ...query, limit: query.limit ?? 50 });
    return {
      contacts: page.contacts.map(presentSummary),
      next: page.next,
      total: isWhole ? await countContacts(db, caller) : null,
    };
  });
  mount(app, contacts.read, ({ caller, params }) => readContact(db, caller, params.id));
  mount(app, contacts.add, async ({ caller, body }) => readContact(db, caller, await addContact(deps, caller, body)));
  mount(app, contacts.change, async ({ caller, params, body }) => {
    await changeContact(deps, caller, params.id, body.set, body.was);
    return readContact(db, caller, params.id);
  });
  mount(app, contacts.remove, async ({ caller, body }) => ({ deleted: await deleteContacts(deps, caller, body.ids) }));
  mount(app, contacts.restore, async ({ caller, body }) => ({
    restored: await restoreContacts(deps, caller, body.ids),
  }));
  mount(app, contacts.screen, async ({ caller, params, body }) => {
    await screenContact(deps, caller, params.id, body.screened);
    return readContact(db, caller, params.id);
  });
  mount(app, contacts.addToGroup, async ({ caller, body }) => ({
    added: await addToGroup(deps, caller, body.groupId, body.ids),
  }));
  mount(app, contacts.duplicates, async ({ caller }) => ({
    sets: (await findDuplicates(db, caller)).map((set) => ({ ...set, contacts: set.contacts.map(presentSummary) })),
  }));
  mount(app, contacts.join, async ({ caller, body }) => {
    await joinContacts(deps, caller, body.keep, body.others);
    return readContact(db, caller, body.keep);
  });
  mount(app, contacts.exportAll, async ({ caller, query, reply }) => {
    const written = await exportContacts(db, caller, query);
    const [type, name] = query.format === 'csv' ? ['text/csv', 'contacts.csv'] : ['text/vcard', 'contacts.vcf'];
    reply
      .type(`${type}; charset=utf-8`)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(Readable.from(written));
    return '';
  });
  importRoutes(app, deps);
}
