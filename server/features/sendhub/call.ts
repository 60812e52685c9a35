import type { Deps } from '#server/deps.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** One call of this API, its caller known. */
export interface V1Call {
  readonly deps: Deps;
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** An object; empty where there was none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The header Idempotency-Key, where there was one. */
  readonly key?: string;
}
