import { useCallback, useEffect, useRef, useState } from 'react';
import { settingsErrors } from '#contract/settings.ts';
import { Refusal } from '#web/lib/api.ts';
import { useSaved } from '#web/ui/save-state.tsx';
import { type Draft, hasChanges, isOvertaken, startFrom, typeOver } from './draft.ts';

export interface FieldOptions<T> {
  /** The value that stands on the server. */
  current: T;
  /** Saves over `was`; resolves to the value that then stands. */
  save: (value: T, was: T) => Promise<T>;
  /** Reads what stands from the detail of `settings.changed_elsewhere`. */
  readNow: (now: unknown) => T | undefined;
  /** For switches and lists, which have nothing typed to keep: a failed save shows what stands again. */
  instant?: boolean;
}

const quietFor = 8000;

/** One value of the settings, edited in place: what is shown, what is saved, and what happens when another tab changes it too. */
export function useField<T>({ current, save, readNow, instant = false }: FieldOptions<T>) {
  const [draft, setDraft] = useState<Draft<T>>();
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const [told, setTold] = useState<{ now: T }>();
  const { saved, markSaved } = useSaved();
  const { noted, expect } = useForeignChange(current, saving);

  const send = async (next: Draft<T>) => {
    setSaving(true);
    setError(undefined);
    setTold(undefined);
    try {
      expect(await save(next.value, next.was));
      setDraft(undefined);
      markSaved();
    } catch (failure) {
      const elsewhere = failure instanceof Refusal && failure.code === settingsErrors.changedElsewhere.code;
      const now = elsewhere ? readNow(failure.detail.now) : undefined;
      if (now !== undefined) setTold({ now });
      else setError(failure);
      if (instant && !elsewhere) setDraft(undefined);
    } finally {
      setSaving(false);
    }
  };
  const restore = () => {
    setDraft(undefined);
    setError(undefined);
    setTold(undefined);
  };

  const overtaken = told ?? (isOvertaken(draft, current) ? { now: current } : undefined);
  const shown = draft === undefined ? current : draft.value;
  return {
    value: shown,
    dirty: hasChanges(draft, current),
    saving,
    saved: saved && !saving && error === undefined,
    error,
    /** Another tab changed the value while nobody was editing it here. */
    noted: noted && draft === undefined,
    conflict:
      !saving && draft !== undefined && overtaken !== undefined
        ? {
            now: overtaken.now,
            keepMine: () => void send(startFrom(draft, overtaken.now)),
            useTheirs: restore,
          }
        : undefined,
    change: (value: T) => {
      setError(undefined);
      setDraft((last) => typeOver(last, current, value));
    },
    /** Saves what was typed. */
    submit: () => {
      if (!saving && hasChanges(draft, current)) void send(draft);
    },
    /** Sets and saves in one go, for switches and lists. */
    commit: (value: T) => {
      if (saving || value === shown) return;
      const next = { value, was: current };
      setDraft(next);
      void send(next);
    },
    restore,
  };
}

/** True for some seconds after the value changed by other hands than ours. */
function useForeignChange<T>(current: T, saving: boolean) {
  const seen = useRef(current);
  const own = useRef<{ value: T }>(undefined);
  const [notedAt, setNotedAt] = useState(0);
  useEffect(() => {
    if (saving || seen.current === current) return;
    seen.current = current;
    // Our own save arrives by the same road as everybody else's.
    if (own.current?.value === current) own.current = undefined;
    else setNotedAt(Date.now());
  }, [current, saving]);
  useEffect(() => {
    if (notedAt === 0) return;
    const timer = setTimeout(() => setNotedAt(0), quietFor);
    return () => clearTimeout(timer);
  }, [notedAt]);
  const expect = useCallback((value: T) => {
    own.current = { value };
  }, []);
  return { noted: notedAt !== 0, expect };
}
