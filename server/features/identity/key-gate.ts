import { and, eq, sql } from 'drizzle-orm';
import type { Role, Scope } from '#contract/endpoint.ts';
import type { CompanyId, KeyId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { digestOf } from '#server/platform/secrets.ts';
import { apiKey, line } from './tables.ts';

export interface KeyHolder {
  readonly companyId: CompanyId;
  readonly lineId: LineId;
  readonly keyId: KeyId;
  readonly scopes: readonly Scope[] | null;
  readonly roles: readonly Role[];
  readonly suspended: boolean;
}
export type Admission = 'admitted' | 'too fast' | 'dead';

export interface KeyGate {
  /** Whose key this is; from memory where it is known. Says nothing yet about whether it may be used. */
  find(key: string): Promise<KeyHolder | undefined>;
  /** Counts one call on the key, exactly and durably, or refuses it; a refused call costs nothing (R7). */
  admit(holder: KeyHolder): Promise<Admission>;
}

/**
 * Lets calls by API key in. Who holds a key is kept in memory and dropped when any process changes it; whether it may be used
 * is decided by the database at every call. Calls that arrive together are counted in one statement that each of them waits
 * for, so the count is exact at the cost of a fraction of a write.
 */
export function createKeyGate(deps: Pick<Deps, 'db' | 'clock' | 'live'>): KeyGate {
  const known = new Map<string, KeyHolder>();
  deps.live.listenAll((news) => {
    if (news === undefined) known.clear();
    else if (news.topic === 'keys' || news.topic === 'me') {
      const isMeant = (holder: KeyHolder) =>
        'line' in news ? holder.lineId === news.line : holder.companyId === news.company;
      for (const [digest, holder] of known) if (isMeant(holder)) known.delete(digest);
    }
  });
  const byDigest = deps.db
    .select({
      companyId: apiKey.companyId,
      lineId: apiKey.lineId,
      keyId: apiKey.id,
      scopes: apiKey.scopes,
      roles: line.roles,
      suspendedAt: line.suspendedAt,
    })
    .from(apiKey)
    .innerJoin(line, and(eq(line.companyId, apiKey.companyId), eq(line.id, apiKey.lineId)))
    .where(eq(apiKey.digest, sql.placeholder('digest')))
    .prepare('key_by_digest');
  const count = countingTogether(deps);
  return {
    async find(key) {
      const digest = digestOf(key);
      const name = digest.toString('base64');
      const kept = known.get(name);
      if (kept) return kept;
      const [found] = await byDigest.execute({ digest });
      if (!found) return undefined;
      const { suspendedAt, ...rest } = found;
      const holder: KeyHolder = { ...rest, suspended: suspendedAt !== null };
      if (known.size > 50_000) known.clear();
      known.set(name, holder);
      return holder;
    },
    admit: count,
  };
}

interface Waiting {
  readonly holder: KeyHolder;
  readonly resolve: (admission: Admission) => void;
  readonly reject: (error: unknown) => void;
}

function countingTogether(deps: Pick<Deps, 'db' | 'clock'>) {
  let waiting: Waiting[] = [];
  let counting = false;
  const run = async () => {
    counting = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await countBatch(deps, batch).catch((error) => {
        for (const one of batch) one.reject(error);
      });
    }
    counting = false;
  };
  return (holder: KeyHolder) =>
    new Promise<Admission>((resolve, reject) => {
      waiting.push({ holder, resolve, reject });
      if (!counting) void run();
    });
}

async function countBatch(deps: Pick<Deps, 'db' | 'clock'>, batch: readonly Waiting[]): Promise<void> {
  const byKey = [...Map.groupBy(batch, (one) => one.holder.keyId)].sort(([a], [b]) => (a < b ? -1 : 1));
  const now = deps.clock.now();
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const wanted = JSON.stringify(byKey.map(([id, calls]) => ({ c: calls[0]?.holder.companyId, id, n: calls.length })));
  // Keys are locked in the order of their ids, so two batches never wait for each other in a ring. The minute only moves forwards.
  const counted = await deps.db.$client.query<{ id: string; admitted: number }>({
    name: 'count_key_calls',
    text: `with wanted as (select (w->>'c')::bigint c, (w->>'id')::bigint id, (w->>'n')::int n from json_array_elements($1::json) w),
      now_held as (
        select k.company_id, k.id, case when k.minute >= $2 then k.minute_uses else 0 end used, k.per_minute, w.n
        from api_key k join wanted w on k.company_id = w.c and k.id = w.id
        where k.disabled_at is null and (k.expires_at is null or k.expires_at > $3)
        order by k.id for update of k),
      let_in as (select *, greatest(0, least(n, per_minute - used)) admitted from now_held),
      written as (update api_key k set minute = greatest(k.minute, $2), minute_uses = l.used + l.admitted, uses = k.uses + l.admitted,
          last_used_at = case when k.last_used_at is null or k.last_used_at < $3 - interval '1 minute' then $3 else k.last_used_at end
        from let_in l where k.company_id = l.company_id and k.id = l.id and l.admitted > 0)
      select id::text, admitted from let_in`,
    values: [wanted, minute, now],
  });
  const admitted = new Map(counted.rows.map((row) => [row.id, row.admitted]));
  for (const [id, calls] of byKey) {
    const lucky = admitted.get(id);
    for (const [place, call] of calls.entries())
      call.resolve(lucky === undefined ? 'dead' : place < lucky ? 'admitted' : 'too fast');
  }
}
