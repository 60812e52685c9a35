import type { Deps } from '#server/deps.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import type { PlanPart } from './plan-part.ts';
import type { V1Settings } from './read-settings.ts';

/** One call of this API, its caller known. */
export interface V1Call {
  readonly deps: Deps;
  readonly caller: Caller;
  /** As it stood when the call was counted, for operations that ask for it. */
  readonly plan: PlanPart | undefined;
  /** Settings of the calling line, for those who only read them. */
  readonly settingsOf: (caller: Caller, plan: PlanPart) => Promise<V1Settings>;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** An object; empty where there was none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The header Idempotency-Key, where there was one. */
  readonly key?: string;
}
