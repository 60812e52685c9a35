import type { LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { minutes } from '#server/platform/clock.ts';
import { findLineByUsername } from './move-username.ts';

interface Known {
  readonly lineId: LineId;
  readonly until: number;
}

/**
 * Whose username this is, the current one or one of the last 30 days: answered from memory for a minute, and forgotten
 * when the line changes. For calls that name their line each time.
 */
export function usernameBook(deps: Pick<Deps, 'db' | 'clock' | 'live'>) {
  const known = new Map<string, Known>();
  deps.live.listenAll((news) => {
    if (news === undefined) known.clear();
    else if (news.topic === 'me' || news.topic === 'keys') {
      if (!('line' in news)) known.clear();
      else for (const [name, holder] of known) if (holder.lineId === news.line) known.delete(name);
    }
  });
  return async (username: string): Promise<LineId | undefined> => {
    const now = deps.clock.now();
    const kept = known.get(username);
    if (kept && kept.until > now.getTime()) return kept.lineId;
    const found = await findLineByUsername(deps.db, username, now);
    if (!found) return undefined;
    if (known.size > 50_000) known.clear();
    known.set(username, { lineId: found.id, until: now.getTime() + minutes(1) });
    return found.id;
  };
}
