import { createHash } from 'node:crypto';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** A text that is asked so often is worth a plan that is kept. */
const often = 20;
/** Each connection keeps its plans: of texts that come in ever new lengths there must not be ever more. */
const mostNamed = 400;
const mostCounted = 4000;

const answersAll = /(?:select|returning|distinct|,|\.)\s*\*/i;
const readsPage = /\blimit \$/i;

type Session = NodePgDatabase['_']['session'];

/**
 * Has each connection plan the statements that come again and again once only: planning takes longer than running most of them.
 * Which those are is seen by counting. Texts without values are left out (they may be several statements), and those that
 * answer with `*` (a plan that is kept refuses to answer with a column more, once a later version has added it), and those that
 * read a page: which plan is good depends on where the page begins, and PostgreSQL does not see it when it compares.
 */
export function planningOnce(): (session: Session) => void {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostNamed) return known;
    const count = (counts.get(text) ?? 0) + 1;
    if (counts.size >= mostCounted) counts.clear();
    counts.set(text, count);
    if (count < often || answersAll.test(text) || readsPage.test(text)) return undefined;
    counts.delete(text);
    const name = `again_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
    return name;
  };
  return (session) => {
    const prepare = session.prepareQuery.bind(session);
    session.prepareQuery = (query, fields, name, ...rest) =>
      prepare(query, fields, name ?? (query.params.length > 0 ? nameOf(query.sql) : undefined), ...rest);
  };
}
