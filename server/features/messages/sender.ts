import type { Role } from '#contract/endpoint.ts';
import type { LeftOut } from '#contract/messages.ts';
import type { LineRef } from '#server/features/identity/index.ts';

/** Who sends: what a role may send is decided by the roles the line has now. */
export type Sender = LineRef & { readonly roles: readonly Role[] };

const mostListed = 100;
/** Who will not get it, as far as it is told in one reply. */
export const listed = (leftOut: readonly LeftOut[]) => ({
  leftOut: leftOut.slice(0, mostListed),
  leftOutTotal: leftOut.length,
});
