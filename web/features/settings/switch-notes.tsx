import { useWords } from '#web/lib/words.tsx';
import { FieldNotes } from './field-notes.tsx';
import { settingsWords } from './words.ts';

interface Switched {
  noted: boolean;
  conflict: { now: boolean; keepMine: () => void; useTheirs: () => void } | undefined;
}

/** What others did to a switch. */
export function SwitchNotes({ field }: { field: Switched }) {
  const words = useWords(settingsWords);
  return <FieldNotes noted={field.noted} conflict={field.conflict} now={field.conflict?.now ? words.on : words.off} />;
}
