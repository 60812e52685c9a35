import { and, eq, sql } from 'drizzle-orm';
import type { Scope } from '#contract/endpoint.ts';
import type { KeyId, SessionId } from '#contract/ids.ts';
import { type LineRef, line, sessionLimits } from '#server/features/identity/index.ts';
import type { Database } from '#server/platform/db/db.ts';

/** A key as JSON tells it: times are text. */
interface KeyRow {
  readonly id: KeyId;
  readonly name: string | null;
  readonly scopes: Scope[] | null;
  readonly lastFour: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly perMinute: number | null;
}

const of = (name: string) => sql`${sql.placeholder(name)}::bigint`;
const at = (name: string) => sql`${sql.placeholder(name)}::timestamptz`;

// Integrations poll this page, so all of it is one prepared statement: seven in turn cost seven times as much.
const prepare = (db: Database) =>
  db
    .select({
      line,
      formerUsernames: sql<{ username: string; worksUntil: string }[]>`(
        select coalesce(json_agg(json_build_object('username', u.username, 'worksUntil', u.works_until) order by u.works_until), '[]')
        from username_claim u where u.company_id = ${of('company')} and u.line_id = ${of('line')} and u.works_until > ${at('now')})`,
      keys: sql<KeyRow[]>`(
        select coalesce(json_agg(json_build_object('id', k.id::text, 'name', k.name, 'scopes', k.scopes, 'lastFour', k.last_four,
          'createdAt', k.created_at, 'expiresAt', k.expires_at, 'lastUsedAt', k.last_used_at, 'perMinute', k.per_minute) order by k.created_at desc, k.id desc), '[]')
        from api_key k where k.company_id = ${of('company')} and k.line_id = ${of('line')} and k.disabled_at is null)`,
      otherSessions: sql<number>`(
        select count(*)::int from session s where s.company_id = ${of('company')} and s.line_id = ${of('line')} and s.revoked_at is null
          and s.id is distinct from ${of('session')} and s.last_seen_at > ${at('idleFrom')} and s.created_at > ${at('oldFrom')})`,
      isWaiting: sql<boolean>`exists (
        select 1 from challenge c where c.company_id = ${of('company')} and c.line_id = ${of('line')} and c.consumed_at is null and c.superseded_at is null)`,
    })
    .from(line)
    .where(and(eq(line.companyId, sql.placeholder('company')), eq(line.id, sql.placeholder('line'))))
    .prepare('settings_of_line');

const prepared = new WeakMap<Database, ReturnType<typeof prepare>>();

/** What My Settings shows of a line, but for the codes and links that wait (`isWaiting` says whether there are any). */
export async function findSettings(db: Database, ref: LineRef, own: SessionId | undefined, now: Date) {
  const query = prepared.get(db) ?? prepare(db);
  prepared.set(db, query);
  const from = sessionLimits(now);
  const [found] = await query.execute({
    company: ref.companyId,
    line: ref.lineId,
    session: own ?? null,
    now: now.toISOString(),
    idleFrom: from.lastSeen.toISOString(),
    oldFrom: from.created.toISOString(),
  });
  if (!found) return undefined;
  return {
    ...found,
    formerUsernames: found.formerUsernames.map((one) => ({ ...one, worksUntil: new Date(one.worksUntil) })),
    keys: found.keys.map((key) => ({
      ...key,
      createdAt: new Date(key.createdAt),
      expiresAt: key.expiresAt === null ? null : new Date(key.expiresAt),
      lastUsedAt: key.lastUsedAt === null ? null : new Date(key.lastUsedAt),
    })),
  };
}
