import { useMe } from '#web/lib/queries.ts';
import { BareFrame } from './bare-frame.tsx';
import { Shell } from './shell.tsx';

/** Handsets and mailbox are needed before anybody can sign in, too: a code or link has to be read somewhere. */
export function StandInFrame() {
  return useMe() === null ? <BareFrame wide /> : <Shell />;
}
