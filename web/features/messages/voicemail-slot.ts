import { type ComponentType, createContext } from 'react';
import type { VoicemailEntry } from '#contract/messages.ts';

/** What plays a voicemail in a conversation. It comes from the feature of calls, by way of the route. */
export type VoicemailPart = ComponentType<{ readonly entry: VoicemailEntry; readonly who: string }>;
export const VoicemailSlot = createContext<VoicemailPart | null>(null);
