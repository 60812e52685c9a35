import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type MessageSettings, type MessageSettingsChange, messageSettings } from '#contract/message-settings.ts';
import { messageSettingsErrors } from '#contract/messages.ts';
import { call, Refusal } from '#web/lib/api.ts';
import { useSaved } from '#web/ui/save-state.tsx';
import { messageSettingsQuery } from '../use-message-settings.ts';

type Key = keyof MessageSettingsChange & keyof MessageSettings;

/**
 * One of Message Settings, edited in place. A save goes over what stood when editing began: where another place was
 * quicker, nothing is overwritten, what stands is shown, and what was typed is kept.
 */
export function useSetting<K extends Key>(settings: MessageSettings, key: K) {
  const queries = useQueryClient();
  const current = settings[key];
  const [draft, setDraft] = useState<{ value: MessageSettings[K]; was: MessageSettings[K] }>();
  const { saved, markSaved } = useSaved();
  const save = useMutation({
    mutationFn: (edit: { value: MessageSettings[K]; was: MessageSettings[K] }) =>
      call(messageSettings.change, { body: { set: { [key]: edit.value }, was: { [key]: edit.was } } }),
    onSuccess: async (now) => {
      await queries.cancelQueries({ queryKey: messageSettingsQuery.queryKey });
      queries.setQueryData(messageSettingsQuery.queryKey, now);
      setDraft(undefined);
      markSaved();
    },
    onError: async (error) => {
      if (!isElsewhere(error)) return;
      await queries.invalidateQueries({ queryKey: messageSettingsQuery.queryKey });
    },
  });
  const value = draft?.value ?? current;
  return {
    value,
    dirty: draft !== undefined && !same(draft.value, current),
    saving: save.isPending,
    saved: saved && !save.isPending,
    error: isElsewhere(save.error) ? null : save.error,
    /** What stands now, after another place was quicker. */
    elsewhere: isElsewhere(save.error) ? { now: current } : undefined,
    change: (next: MessageSettings[K]) => {
      save.reset();
      setDraft((before) => ({ value: next, was: before?.was ?? current }));
    },
    /** After a conflict what stands has been seen, so a save starts from it. */
    submit: () => {
      if (draft === undefined || save.isPending) return;
      save.mutate(isElsewhere(save.error) ? { value: draft.value, was: current } : draft);
    },
    /** Sets and saves in one go, for switches. */
    commit: (next: MessageSettings[K], then?: { onSuccess?: () => void }) =>
      save.mutate({ value: next, was: current }, then),
    restore: () => {
      save.reset();
      setDraft(undefined);
    },
  };
}

const isElsewhere = (error: unknown) =>
  error instanceof Refusal && error.code === messageSettingsErrors.changedElsewhere.code;
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
