import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { digestOf } from '#server/platform/secrets.ts';
import { recoveryCode } from './factor-tables.ts';
import type { LineRef } from './with-line.ts';

const howMany = 8;
// Without 0, 1, O and I, which look alike on paper.
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Makes a line's recovery codes anew, inside the caller's transaction; those before are gone. They are told once. */
export async function makeRecoveryCodes(tx: Db, deps: Deps, ref: LineRef): Promise<string[]> {
  await dropRecoveryCodes(tx, ref);
  const codes = Array.from({ length: howMany }, newCode);
  await tx.insert(recoveryCode).values(
    codes.map((code) => ({
      companyId: ref.companyId,
      id: newId(),
      lineId: ref.lineId,
      digest: digestOfCode(code),
      createdAt: deps.clock.now(),
    })),
  );
  return codes;
}

export async function dropRecoveryCodes(tx: Db, ref: LineRef): Promise<void> {
  await tx
    .delete(recoveryCode)
    .where(and(eq(recoveryCode.companyId, ref.companyId), eq(recoveryCode.lineId, ref.lineId)));
}

/** As typed: case, spaces and dashes do not matter. */
export const digestOfCode = (typed: string) => digestOf(typed.toUpperCase().replace(/[^A-Z0-9]/g, ''));

/** 24 letters of 5 bits, in groups of four. */
function newCode(): string {
  const all = [...randomBytes(24)].map((byte) => letters[byte % 32]).join('');
  return all.replace(/(.{4})(?!$)/g, '$1-');
}
