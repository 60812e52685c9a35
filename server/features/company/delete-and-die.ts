// A process that deletes a company and kills itself on the way: what `deletion-kill.test.ts` starts. Not part of the product.
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { openDatabase } from '#server/platform/db/db.ts';
import { localFiles } from '#server/platform/files/local-files.ts';
import { deleteCompany } from './delete-company.ts';
import { archivesOf, picturesOf } from './files-of.ts';

const [url = '', companyId = '', dieAt = '0', now = '', dataDir = ''] = process.argv.slice(2);
let moments = 0;
/** The nth time anything outside has just changed, or is about to. */
function moment(): void {
  moments += 1;
  if (moments === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
}

const db = openDatabase(url);
const outside = openDatabase(url, { max: 1 });
const around = async <T>(run: () => Promise<T>): Promise<T> => {
  moment();
  const result = await run();
  moment();
  return result;
};
const watched = new Proxy(db, {
  get: (target, name) =>
    name === 'transaction'
      ? (run: Parameters<typeof db.transaction>[0]) => around(() => target.transaction(run))
      : Reflect.get(target, name),
});
const files = localFiles({ dir: `${dataDir}/files` });
const deps = {
  db: watched,
  clock: { now: () => new Date(now) },
  files: { ...files, remove: (key: string) => around(() => files.remove(key)) },
  carrier: {
    releaseNumber: (number: string) =>
      around(async () => {
        const gone = await outside.$client.query('delete from carrier_numbers where number = $1', [number]);
        await outside.$client.query('insert into carrier_releases values ($1, $2)', [number, (gone.rowCount ?? 0) > 0]);
      }),
  },
} as unknown as Deps; // the deletion reaches for nothing else

await deleteCompany(deps, [picturesOf, archivesOf], { companyId: companyId as CompanyId }, { jobId: '0', last: false });
await db.$client.end();
await outside.$client.end();
