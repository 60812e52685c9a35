import { Button } from '@mantine/core';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { Message } from '#web/ui/message.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import styles from './settings.module.css';
import { messageSettingsWords } from './words.ts';

interface SettingFormProps {
  readonly setting: {
    readonly dirty: boolean;
    readonly saving: boolean;
    readonly saved: boolean;
    readonly error: unknown;
    readonly elsewhere: { readonly now: unknown } | undefined;
    readonly submit: () => void;
    readonly restore: () => void;
  };
  readonly disabled?: boolean;
  /** How the value that stands is said, after another place was quicker. */
  readonly say: (now: never) => string;
  readonly children: ReactNode;
  /** Beside "Save". */
  readonly more?: ReactNode;
}

/** Fields with one save: Escape restores, what was typed survives a failure. */
export function SettingForm({ setting, disabled = false, say, children, more }: SettingFormProps) {
  const words = useWords(messageSettingsWords);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!disabled) setting.submit();
  };
  const restore = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setting.restore();
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={restore} noValidate>
      {children}
      <SettingTrouble setting={setting} say={say} />
      <div className={styles.actions}>
        <Button type="submit" disabled={!setting.dirty || disabled} loading={setting.saving}>
          {words.save}
        </Button>
        <SaveState saved={setting.saved} />
        {more}
      </div>
    </form>
  );
}

/** What kept a setting from being saved. */
export function SettingTrouble({ setting, say }: Pick<SettingFormProps, 'setting' | 'say'>) {
  const words = useWords(messageSettingsWords);
  const refusal = useRefusalWords();
  return (
    <>
      <FieldError>{setting.error === null ? undefined : refusal(setting.error)}</FieldError>
      {setting.elsewhere !== undefined && (
        <Message kind="warning" role="alert">
          <p>{words.elsewhere}</p>
          <p>
            {words.nowStands} {say(setting.elsewhere.now as never) /* the setting's own value */}
          </p>
          <Button variant="default" size="xs" onClick={setting.restore}>
            {words.useTheirs}
          </Button>
        </Message>
      )}
    </>
  );
}
