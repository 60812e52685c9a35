import type { PhoneNumber } from '#contract/ids.ts';
import type { CarrierEvent } from '#server/carriers/carrier.ts';
import type { Line, LineRef } from '#server/features/identity/index.ts';

/** A text as the carrier told it. */
export type TextIn = Extract<CarrierEvent, { kind: 'text.received' }>;

/** The line it is for. */
export type TextedLine = Line & LineRef & { readonly number: PhoneNumber };
