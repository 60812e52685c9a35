import { startDatabase } from '#server/platform/db/embedded.ts';
import { createLog } from '#server/platform/log.ts';

const leave: (() => Promise<void>)[] = [];

/** Joins the embedded database of a product that runs on this data folder, to look into it. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  const joined = await startDatabase({ dataDir, log: createLog('error') });
  leave.push(joined.stop);
  return joined.url;
}

/** Leaves the databases that were joined; the last to leave stops them. */
export const leaveDatabases = async () => {
  for (const one of leave.splice(0)) await one();
};
