import type { Network } from '../voice/network.ts';
import type { VoiceWorld } from '../voice/world.ts';
import type { ClientTransactions } from './client-transactions.ts';
import type { Dialog } from './dialog.ts';
import type { Request, Source } from './message.ts';
import type { Incoming } from './server-transactions.ts';

/** What goes on within one dialog. */
export interface Talk {
  readonly dialog: Dialog;
  request(incoming: Incoming): void;
  acknowledged(request: Request): void;
}

/** What the parts of the SIP edge share. */
export interface Edge {
  readonly world: VoiceWorld;
  readonly network: Network;
  readonly client: ClientTransactions;
  /** By Call-ID and our tag. */
  readonly talks: Map<string, Talk>;
  /** The address that sound is bound to. */
  readonly host: string;
  /** What somebody there reaches us by. */
  here(to: Source): Source;
}

export const talkKey = (callId: string, localTag: string) => `${callId}|${localTag}`;

/** Calls that telephones have with us at once, ringing ones among them. */
export const mostCalls = 1000;

export const allowed = 'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER';
