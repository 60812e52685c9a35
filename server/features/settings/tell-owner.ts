import type { Deps } from '#server/deps.ts';
import { type Line, notifyEverywhere } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';

type Notice = Parameters<typeof notifyEverywhere>[3];

/** Tells the line of a change that is no alarm by itself: by mail, and by text only where there is no address. */
export function tellOwner(tx: Db, deps: Deps, current: Line, notice: Notice, newValue?: string): Promise<void> {
  const to = { ...current, cell: current.email === null ? current.cell : null };
  return notifyEverywhere(tx, deps, to, notice, { name: current.name, ...(newValue !== undefined && { newValue }) });
}
