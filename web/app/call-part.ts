import { lazy } from 'react';
import type { CallPart } from '#web/ui/call-part.tsx';

/** The button that calls a number; its code comes with the first page that has one. */
export const callPart: CallPart = lazy(async () => ({
  default: (await import('#web/features/voice/call-button.tsx')).CallButton,
}));
