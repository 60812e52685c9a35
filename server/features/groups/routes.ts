import { groupErrors, groups } from '#contract/groups.ts';
import type { Deps } from '#server/deps.ts';
import { pageCursor, readCursor, termsOf } from '#server/features/contacts/index.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { addGroup } from './add-group.ts';
import { changeGroup } from './change-group.ts';
import { changeMembers } from './change-members.ts';
import { deleteGroup } from './delete-group.ts';
import { listMembers } from './list-members.ts';
import { presentGroup } from './present.ts';
import { readGroup } from './read-group.ts';
import { restoreGroup } from './restore-group.ts';
import { listGroups } from './store.ts';

export function groupsRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  mount(app, groups.list, async ({ caller, query }) => {
    const limit = query.limit ?? 50;
    const after = readCursor(query.after, groupErrors.cursor);
    const found = await listGroups(db, caller, { terms: termsOf(query.search ?? ''), after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      groups: page.map(presentGroup),
      next: found.length > limit && last ? pageCursor(last.place, last.id) : null,
    };
  });
  mount(app, groups.read, ({ caller, params }) => readGroup(db, caller, params.id));
  mount(app, groups.add, async ({ caller, body }) => readGroup(db, caller, await addGroup(deps, caller, body)));
  mount(app, groups.change, async ({ caller, params, body }) => {
    await changeGroup(deps, caller, params.id, body);
    return readGroup(db, caller, params.id);
  });
  mount(app, groups.remove, async ({ caller, params }) => {
    await deleteGroup(deps, caller, params.id);
    return undefined;
  });
  mount(app, groups.restore, async ({ caller, params }) => {
    await restoreGroup(deps, caller, params.id);
    return readGroup(db, caller, params.id);
  });
  mount(app, groups.members, ({ caller, params, query }) =>
    listMembers(db, caller, params.id, { after: query.after, limit: query.limit ?? 50 }),
  );
  mount(app, groups.changeMembers, async ({ caller, params, body }) => ({
    ...(await changeMembers(deps, caller, params.id, { add: body.add ?? [], remove: body.remove ?? [] })),
    group: await readGroup(db, caller, params.id),
  }));
}
