import { useQueryClient } from '@tanstack/react-query';
import { startTransition, useEffect, useMemo, useState } from 'react';
import { whenIdle } from '#web/lib/when-idle.ts';

/** How many are in view at once on a usual screen: they do not wait. */
const atOnce = 3;
/** A page that is never idle still completes. */
const longestWait = 150;
/** How often is looked whether a save is done, and how long a part waits for that: an upload may take minutes. */
const look = 100;
const longestSave = 2000;

export interface Part {
  readonly id: string;
  readonly section: string;
}

/**
 * Lets the parts of a long page come one after the other, each in an idle moment, so that the page can be used from the
 * first on; none while something is being saved, whose answer is to be seen at once. Those the address asks for
 * (`/settings#cell`) come first. Returns which are there, and whether all are.
 */
export function useTurns(parts: readonly Part[], begin: boolean): { has: (id: string) => boolean; complete: boolean } {
  const order = useMemo(() => parts.toSorted((a, b) => Number(isMeant(b)) - Number(isMeant(a))), [parts]);
  const queries = useQueryClient();
  const [turn, setTurn] = useState(atOnce);
  const complete = turn >= order.length;
  useEffect(() => {
    if (!begin || complete) return;
    let callOff: () => void;
    const patience = performance.now() + longestSave;
    const wait = () => {
      callOff = whenIdle(next, longestWait);
    };
    const next = () => {
      if (queries.isMutating() === 0 || performance.now() > patience) return startTransition(() => setTurn(turn + 1));
      const timer = setTimeout(wait, look);
      callOff = () => clearTimeout(timer);
    };
    wait();
    return () => callOff();
  }, [begin, complete, turn, queries]);
  const there = useMemo(() => new Set(begin ? order.slice(0, turn).map((part) => part.id) : []), [begin, order, turn]);
  return { has: (id) => there.has(id), complete: begin && complete };
}

const isMeant = ({ id, section }: Part) => [`#${id}`, `#${section}`].includes(location.hash);
