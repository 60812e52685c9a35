import { Input } from '@mantine/core';
import { type ClipboardEvent, type ReactNode, useId, useRef } from 'react';
import { codeInText } from '#web/lib/code-in-text.ts';
import { useWords } from '#web/lib/words.tsx';
import styles from './code-input.module.css';
import { uiWords } from './words.ts';

export interface CodeInputProps {
  value: string;
  onChange: (digits: string) => void;
  /** Called once when the sixth digit arrives, for forms that go on by themselves. */
  onComplete?: (digits: string) => void;
  label?: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  disabled?: boolean;
  autoFocus?: boolean;
  name?: string;
}

/** Six digits. One real field, so that paste, autofill from a text, undo and screen readers work; a whole message may be pasted. */
export function CodeInput({
  value,
  onChange,
  onComplete,
  label,
  description,
  error,
  disabled,
  autoFocus,
  name = 'code',
}: CodeInputProps) {
  const words = useWords(uiWords);
  const id = useId();
  const completed = useRef('');

  const take = (digits: string) => {
    onChange(digits);
    if (digits.length < 6) completed.current = '';
    if (digits.length !== 6 || completed.current === digits) return;
    completed.current = digits;
    onComplete?.(digits);
  };
  const paste = (event: ClipboardEvent) => {
    const code = codeInText(event.clipboardData.getData('text'));
    if (code === undefined) return;
    event.preventDefault();
    take(code);
  };
  const hasError = error !== undefined && error !== null && error !== '' && error !== false;
  return (
    <Input.Wrapper id={id} label={label ?? words.code} description={description} error={error}>
      <div>
        <div className={styles.frame} data-error={hasError || undefined} data-disabled={disabled || undefined}>
          <input
            id={id}
            name={name}
            className={styles.field}
            value={value}
            onChange={(event) =>
              take(codeInText(event.target.value) ?? event.target.value.replace(/\D/g, '').slice(0, 6))
            }
            onPaste={paste}
            inputMode="numeric"
            autoComplete="one-time-code"
            aria-invalid={hasError || undefined}
            aria-describedby={
              [description === undefined ? '' : `${id}-description`, hasError ? `${id}-error` : ''].join(' ').trim() ||
              undefined
            }
            disabled={disabled}
            // biome-ignore lint/a11y/noAutofocus: the field appears because the person asked for a code; typing it is the next thing they do
            autoFocus={autoFocus}
            spellCheck={false}
          />
        </div>
      </div>
    </Input.Wrapper>
  );
}
