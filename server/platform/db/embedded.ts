import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#server/platform/log.ts';
import { accountFor } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { openCluster } from './embedded/cluster.ts';
import { type Hold, takeHold } from './embedded/hold.ts';
import { choosePlace } from './embedded/place.ts';
import { startPostmaster, stopPostmaster } from './embedded/postmaster.ts';

export interface EmbeddedDatabase {
  /** For any client of PostgreSQL on this machine. The same after a restart, unless its port was taken meanwhile. */
  readonly url: string;
  /** The folder the data is in. */
  readonly where: string;
  /** Leaves the database; the last process to leave stops it. */
  stop(): Promise<void>;
}

interface Options {
  readonly dataDir: string;
  readonly log: Log;
  /** false: quick, and lost in a crash of the machine. For tests. */
  readonly durable?: boolean;
  /** Where the database of a root whose data folder others cannot enter lives. */
  readonly elsewhere?: string;
}

/** Starts the PostgreSQL that came with our packages in `dataDir`, or joins the one that runs there already. */
export async function startDatabase({
  dataDir,
  log,
  durable = true,
  elsewhere = '/var/lib/trunkline',
}: Options): Promise<EmbeddedDatabase> {
  const dir = resolve(dataDir);
  const account = await accountFor(resolve(dir, 'postgres', 'data'));
  const place = await realpath(await choosePlace({ dataDir: dir, account, elsewhere, log }));
  const binaries = await findBinaries(account, account ? elsewhere : dir);
  const cluster = await openCluster(place, binaries, account, durable);
  const join = async () => {
    for (;;) {
      const postmaster = await startPostmaster(cluster, binaries, account, durable);
      const hold = await takeHold(postmaster.port, cluster.password);
      if (hold) return hold;
      // It was being stopped just as we came.
      await pause(20);
    }
  };
  const first = await join();
  const keeping = keep(first, join, log);
  return {
    url: first.url,
    where: cluster.folder,
    async stop() {
      const hold = await keeping.end();
      await hold?.leave(() => stopPostmaster(cluster));
    },
  };
}

/** Comes back to the database when it breaks off, and starts it anew when it is gone. */
function keep(first: Hold, join: () => Promise<Hold>, log: Log) {
  let ended = false;
  let current: Promise<Hold | undefined> = Promise.resolve(first);
  const watch = (hold: Hold) => {
    hold.lost.then(() => {
      if (ended) return;
      log.error('the database broke off; joining it again');
      current = rejoin();
    });
    return hold;
  };
  const rejoin = async (): Promise<Hold | undefined> => {
    while (!ended) {
      try {
        const hold = await join();
        if (hold.url !== first.url) log.error('the database came back at another port; restart this process');
        return watch(hold);
      } catch (error) {
        log.error({ err: error }, 'the database does not start');
        await pause(1000);
      }
    }
    return undefined;
  };
  watch(first);
  return {
    end(): Promise<Hold | undefined> {
      const last = ended ? Promise.resolve(undefined) : current;
      ended = true;
      return last;
    },
  };
}
