import { and, eq } from 'drizzle-orm';
import { company, type Line, line, readTrail, securityEvent } from '#server/features/identity/index.ts';
import type { ArchivePart, ArchiveScope } from './archive-part.ts';

const json = (value: unknown) => [`${JSON.stringify(value, null, 2)}\n`];
const isIn = ({ companyId, lineId }: ArchiveScope) =>
  and(eq(line.companyId, companyId), lineId === null ? undefined : eq(line.id, lineId));

/** The company as its settings page shows it: only in archives of all of it. */
const companyPart: ArchivePart = {
  name: 'company',
  async write({ db }, scope, files) {
    if (scope.lineId !== null) return;
    const [found] = await db.select().from(company).where(eq(company.id, scope.companyId));
    await files.add('company.json', json(found));
  },
};

/** What each line has set, without its password and other secrets. */
const settingsPart: ArchivePart = {
  name: 'settings',
  async write({ db, files: kept }, scope, files) {
    const lines = await db.select().from(line).where(isIn(scope)).orderBy(line.id);
    await files.add('settings.json', json(lines.map(settingsOf)));
    for (const { id, picture } of lines) {
      const file = picture === null ? undefined : await kept.get(`pictures/${picture}/512.webp`);
      if (file) await files.add(`pictures/${id}.webp`, [file.content]);
    }
  },
};

const settingsOf = (of: Line) => {
  const { passwordHash: _secret, securityEpoch: _inner, picture, ...told } = of;
  return { ...told, hasPicture: picture !== null };
};

/** Who changed what, the oldest last, a page at a time. */
const timelinePart: ArchivePart = {
  name: 'timeline',
  async write({ db }, scope, files) {
    async function* entries() {
      let before: string | undefined;
      do {
        const page = await readTrail(db, scope.companyId, {
          most: 1000,
          ...(before !== undefined && { before }),
          where: scope.lineId === null ? undefined : eq(securityEvent.lineId, scope.lineId),
        });
        yield page.entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
        before = page.before ?? undefined;
      } while (before !== undefined);
    }
    await files.add('timeline.ndjson', entries());
  },
};

export const ownArchiveParts: readonly ArchivePart[] = [companyPart, settingsPart, timelinePart];
