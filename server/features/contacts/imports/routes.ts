import { Readable } from 'node:stream';
import { contactImports } from '#contract/contact-imports.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { cancelImport } from './cancel-import.ts';
import { exportFaults } from './export-faults.ts';
import { readImport, readImports } from './read-import.ts';
import { startImport } from './start-import.ts';
import { takeFile } from './take-file.ts';
import { uploadImport } from './upload-import.ts';

export function importRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  mount(app, contactImports.list, ({ caller }) => readImports(db, caller));
  mount(app, contactImports.upload, async ({ caller, request }) => {
    const file = await takeFile(request, contactImports.upload.upload.maxBytes);
    return readImport(db, caller, await uploadImport(deps, caller, file));
  });
  mount(app, contactImports.read, ({ caller, params }) => readImport(db, caller, params.id));
  mount(app, contactImports.start, async ({ caller, params, body }) => {
    await startImport(deps, caller, params.id, body);
    return readImport(db, caller, params.id);
  });
  mount(app, contactImports.cancel, async ({ caller, params }) => {
    await cancelImport(deps, caller, params.id);
    return readImport(db, caller, params.id);
  });
  mount(app, contactImports.faults, async ({ caller, params, reply }) => {
    const lines = await exportFaults(db, caller, params.id);
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="rows-left-out.csv"')
      .send(Readable.from(lines));
    return '';
  });
}
