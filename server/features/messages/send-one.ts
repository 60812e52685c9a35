import type { PhoneNumber } from '#contract/ids.ts';
import { segmentsOf } from '#contract/segments.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { writeSend } from './write-send.ts';

export interface OneText {
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
  readonly text: string;
  /** `system`: opt-outs and joins are confirmed whatever the plan; `auto`: the rest, which stays away when the plan is used up. */
  readonly source: 'system' | 'auto';
  /** Not among the conversations: what goes to the line's own cell. */
  readonly hidden?: boolean;
}

/** Texts one number something of the product's own making. False when the plan is used up. */
export async function sendOne(tx: Db, deps: Deps, ref: LineRef, one: OneText): Promise<boolean> {
  const segments = segmentsOf(one.text);
  const prepared = {
    from: one.from,
    text: one.text,
    media: [],
    chosen: { numbers: [one.to], leftOut: [], groupIds: [], singles: [one.to], singlesNamed: 1 },
    addressees: [{ to: one.to, segments, asLinks: false, notBefore: null }],
    segments,
    hiddenLinks: new Map<string, string>(),
    refusal: undefined,
  };
  try {
    // In a part of its own: a refusal undoes this text and nothing else.
    await tx.transaction((part) =>
      writeSend(part, deps, ref, prepared, one.source, deps.clock.now(), one.hidden === true),
    );
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
