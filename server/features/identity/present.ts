import type { Me } from '#contract/identity.ts';
import { after } from '#server/platform/clock.ts';
import { proofMs } from './authenticate.ts';
import type { company } from './tables.ts';
import type { Line } from './with-line.ts';

/** The address of a picture without its size; null where the line has none. */
export const pictureAddress = (picture: string | null) => (picture === null ? null : `/api/pictures/${picture}`);

export const presentMe = (of: {
  line: Line;
  company: typeof company.$inferSelect;
  hasFactor: boolean;
  provenAt: Date;
}): Me => ({
  line: {
    id: of.line.id,
    name: of.line.name,
    username: of.line.username,
    number: of.line.number,
    roles: of.line.roles,
    picture: pictureAddress(of.line.picture),
    language: of.line.language,
    timeZone: of.line.timeZone,
    appearance: of.line.appearance,
    cellVerified: of.line.cell !== null,
    emailVerified: of.line.email !== null,
  },
  company: { id: of.company.id, name: of.company.name, region: of.company.region, timeZone: of.company.timeZone },
  provenUntil: after(of.provenAt, proofMs).toISOString(),
  secondStepMissing: of.company.secondFactorRequired && !of.hasFactor,
});
