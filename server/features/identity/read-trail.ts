import Bowser from 'bowser';
import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { CompanyId } from '#contract/ids.ts';
import type { Trail } from '#contract/trail.ts';
import type { Db } from '#server/platform/db/db.ts';
import { line } from './tables.ts';
import { securityEvent } from './trail-tables.ts';

const subject = alias(line, 'subject');
const actor = alias(line, 'actor');

/** A page of the trail, newest first: what My Settings and the company's audit log both read. */
export async function readTrail(
  db: Db,
  companyId: CompanyId,
  wanted: { most: number; before?: string; where: SQL | undefined },
): Promise<Trail> {
  const rows = await db
    .select({ event: securityEvent, subject: subject.name, actor: actor.name })
    .from(securityEvent)
    .leftJoin(subject, and(eq(subject.companyId, securityEvent.companyId), eq(subject.id, securityEvent.lineId)))
    .leftJoin(actor, and(eq(actor.companyId, securityEvent.companyId), eq(actor.id, securityEvent.byLineId)))
    .where(
      and(
        eq(securityEvent.companyId, companyId),
        wanted.before === undefined ? undefined : lt(securityEvent.id, wanted.before),
        wanted.where,
      ),
    )
    .orderBy(desc(securityEvent.id))
    .limit(wanted.most + 1);
  const shown = rows.slice(0, wanted.most);
  return {
    entries: shown.map(({ event, ...names }) => ({
      id: event.id,
      kind: event.kind,
      at: event.at.toISOString(),
      about: event.lineId && { id: event.lineId, name: names.subject ?? '' },
      by: event.byLineId && { id: event.byLineId, name: names.actor ?? '' },
      proof: event.proof.replace(/,? ?\b(session|api key) \d+$/, (_, kind: string, at: number) =>
        at === 0 ? kind : '',
      ),
      ip: event.ip,
      device: deviceOf(event.userAgent).name,
      detail: event.detail,
    })),
    before: rows.length > wanted.most ? (shown.at(-1)?.event.id ?? null) : null,
  };
}

export interface Device {
  readonly name: string;
  readonly kind: 'computer' | 'phone' | 'tablet' | 'program';
}

/** "Firefox on Windows", as far as the device told the truth; a program is named by its own first word. */
export function deviceOf(userAgent: string): Device {
  if (userAgent === '') return { name: '', kind: 'program' };
  const { browser, os, platform } = Bowser.parse(userAgent);
  if (!browser.name || !os.name) return { name: userAgent.split(/[\s/]/)[0]?.slice(0, 40) ?? '', kind: 'program' };
  const kind = platform.type === 'mobile' ? 'phone' : platform.type === 'tablet' ? 'tablet' : 'computer';
  return { name: `${browser.name}, ${os.name}`, kind };
}
