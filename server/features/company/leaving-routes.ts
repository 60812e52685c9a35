import { archives } from '#contract/archives.ts';
import { deletion } from '#contract/deletion.ts';
import { plannedDeletion } from '#contract/planned-deletion.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { askArchive } from './ask-archive.ts';
import { keepCompany } from './keep-company.ts';
import { fetchArchive, findGoodArchive, readArchives } from './read-archives.ts';
import { readDeletion, readPlannedDeletion } from './read-deletion.ts';
import { startDeletion } from './start-deletion.ts';

export function leavingRoutes(app: App, deps: Deps): void {
  mount(app, plannedDeletion, ({ caller }) => readPlannedDeletion(deps, caller));
  mount(app, deletion.read, ({ caller }) => readDeletion(deps, caller));
  mount(app, deletion.start, async ({ caller, body }) => {
    await startDeletion(deps, caller, body);
    return readDeletion(deps, caller);
  });
  mount(app, deletion.keep, async ({ caller }) => {
    await keepCompany(deps, caller);
    return readDeletion(deps, caller);
  });

  mount(app, archives.list, ({ caller }) => readArchives(deps, caller));
  mount(app, archives.make, async ({ caller, body }) => {
    await askArchive(deps, caller, body);
    return readArchives(deps, caller);
  });
  mount(app, archives.check, async ({ caller, params }) => {
    await findGoodArchive(deps, caller, params.id);
    return undefined;
  });
  mount(app, archives.file, async ({ caller, params, reply }) => {
    const file = await fetchArchive(deps, caller, params.id);
    await reply
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="trunkline-archive.zip"')
      .header('content-length', file.bytes)
      .send(file.content);
    return undefined;
  });
}
