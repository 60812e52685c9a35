import type { V1Call } from './call.ts';

/** One published operation: where it is, what a success answers with, and what does it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly status: 200 | 201 | 202 | 204;
  readonly summary: string;
  readonly act: (call: V1Call) => Promise<unknown>;
  /** Whether it tells the plan: then that is read in the statement that counts the call. */
  readonly asksPlan: boolean;
}

export const operation = (
  method: Operation['method'],
  path: string,
  status: Operation['status'],
  summary: string,
  act: Operation['act'],
  { asksPlan = false } = {},
): Operation => ({ method, path, status, summary, act, asksPlan });
