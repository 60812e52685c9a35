import type { V1Call } from './call.ts';

/** One published operation: where it is, what a success answers with, and what does it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly status: 200 | 201 | 202 | 204;
  readonly summary: string;
  readonly act: (call: V1Call) => Promise<unknown>;
}

export const operation = (
  method: Operation['method'],
  path: string,
  status: Operation['status'],
  summary: string,
  act: Operation['act'],
): Operation => ({ method, path, status, summary, act });
