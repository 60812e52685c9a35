import type { ErrorSpec } from '#contract/endpoint.ts';

/** A refusal on its way to the caller: expected, declared in the contract, never logged as a fault. */
export class AppError extends Error {
  readonly spec: ErrorSpec;
  readonly field: string | undefined;
  readonly detail: Record<string, unknown> | undefined;

  constructor(spec: ErrorSpec, more: { field?: string; detail?: Record<string, unknown> } = {}) {
    super(spec.message);
    this.name = 'AppError';
    this.spec = spec;
    this.field = more.field;
    this.detail = more.detail;
  }
}
