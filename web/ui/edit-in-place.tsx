import { Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { SaveState, useSaved } from './save-state.tsx';

interface EditInPlaceProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly description?: string | undefined;
  readonly multiline?: boolean;
  readonly inputMode?: 'text' | 'tel' | undefined;
  /** Saves; what it throws is shown beside the field. */
  readonly onSave: (value: string, was: string) => Promise<unknown>;
  readonly say: (error: unknown) => string;
}

/** A fact that is its own editor: Enter or leaving it saves, Escape brings back what stands, a refusal keeps what was typed. */
export function EditInPlace({
  label,
  value,
  placeholder,
  description,
  multiline = false,
  inputMode,
  onSave,
  say,
}: EditInPlaceProps) {
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<unknown>();
  const { saved, markSaved } = useSaved();
  const save = async () => {
    if (draft === undefined) return;
    if (draft === value) return setDraft(undefined);
    try {
      await onSave(draft, value);
      setDraft((now) => (now === draft ? undefined : now));
      setError(undefined);
      markSaved();
    } catch (failure) {
      setError(failure);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && draft !== undefined) {
      setDraft(undefined);
      setError(undefined);
    } else if (event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
  };
  const field = {
    label: (
      <>
        {label} <SaveState saved={saved} />
      </>
    ),
    'aria-label': label,
    value: draft ?? value,
    placeholder,
    description,
    error: error === undefined ? undefined : say(error),
    onChange: (event: { currentTarget: { value: string } }) => {
      setDraft(event.currentTarget.value);
      setError(undefined);
    },
    onBlur: () => void save(),
    onKeyDown: press,
  };
  return multiline ? (
    <Textarea {...field} autosize minRows={3} maxRows={12} />
  ) : (
    <TextInput {...field} inputMode={inputMode} />
  );
}
