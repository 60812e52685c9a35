import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import type { LeftOut } from '#contract/messages.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { CloseIcon, GroupIcon } from '#web/ui/more-icons.tsx';
import styles from './composer.module.css';
import { composerWords } from './composer-words.ts';
import { keyOf, mayBeNumber, pastedParts, type Recipient, withRecipients } from './recipients.ts';
import { useSuggestions } from './use-suggestions.ts';

interface RecipientsFieldProps {
  readonly recipients: readonly Recipient[];
  /** Who will not get it: shown struck on their chips. */
  readonly leftOut: readonly LeftOut[];
  readonly onChange: (recipients: Recipient[]) => void;
  /** Whether groups are offered. */
  readonly withGroups: boolean;
  /** Enter on an empty field: on to the text. */
  readonly onDone: () => void;
}

/** Whom a text is for: names, numbers and groups as chips; suggestions while typing; many can be pasted at once. */
export function RecipientsField({ recipients, leftOut, withGroups, onChange, onDone }: RecipientsFieldProps) {
  const words = useWords(composerWords);
  const { region } = usePlace();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const suggestions = useSuggestions(typed, recipients, withGroups);
  const options: Recipient[] = [
    ...(mayBeNumber(typed) ? [{ kind: 'number' as const, number: typed.trim() }] : []),
    ...suggestions.found,
  ];
  const add = (more: readonly Recipient[]) => {
    onChange(withRecipients(recipients, more));
    setTyped('');
    setChosen(0);
    input.current?.focus();
  };
  const remove = (one: Recipient) => {
    onChange(recipients.filter((other) => other !== one));
    input.current?.focus();
  };
  const paste = (event: ClipboardEvent) => {
    const parts = pastedParts(event.clipboardData.getData('text/plain'));
    if (parts.length < 2) return;
    event.preventDefault();
    // What is no number comes up as one that nobody has, beside its reason; nothing pasted goes missing.
    add(parts.map((number) => ({ kind: 'number' as const, number })));
  };
  const press = (event: KeyboardEvent) => {
    const option = options[Math.min(chosen, options.length - 1)];
    const last = recipients.at(-1);
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || ((event.key === ',' || event.key === ';') && typed !== '')) {
      event.preventDefault();
      if (option !== undefined) add([option]);
      else if (typed === '') onDone();
    } else if (event.key === 'Tab' && typed !== '' && option !== undefined) {
      event.preventDefault();
      add([option]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((now) => (now + step + options.length) % Math.max(1, options.length));
    } else if (event.key === 'Backspace' && typed === '' && last !== undefined) {
      remove(last);
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      setTyped('');
    }
  };
  const open = typed.trim() !== '' && (options.length > 0 || suggestions.settled);
  return (
    <div className={styles.recipients}>
      <label htmlFor={id} className={styles.toLabel}>
        {words.to}
      </label>
      <ul className={styles.toList}>
        {recipients.map((one) => (
          <Chip key={keyOf(one)} recipient={one} why={reasonFor(one, leftOut)} onRemove={() => remove(one)} />
        ))}
        <li className={styles.toInput}>
          <input
            ref={input}
            id={id}
            role="combobox"
            autoComplete="off"
            aria-expanded={open}
            aria-controls={`${id}-list`}
            aria-activedescendant={open && options.length > 0 ? `${id}-${chosen}` : undefined}
            aria-autocomplete="list"
            placeholder={recipients.length > 0 ? '' : withGroups ? words.toHint : words.toHintPeople}
            value={typed}
            // biome-ignore lint/a11y/noAutofocus: whom it is for is the first thing one writes
            autoFocus={recipients.length === 0}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={press}
            onPaste={paste}
            onBlur={() => mayBeNumber(typed) && onChange(withRecipients(recipients, options.slice(0, 1)))}
          />
        </li>
      </ul>
      {open && (
        <div id={`${id}-list`} role="listbox" aria-label={words.suggestions} className={styles.suggestions}>
          {options.map((option, place) => (
            <Suggestion
              key={keyOf(option)}
              id={`${id}-${place}`}
              option={option}
              selected={place === chosen}
              onPick={() => add([option])}
              region={region}
            />
          ))}
          {options.length === 0 && (
            <p className={styles.noSuggestion}>{withGroups ? words.nobodyFound : words.nobodyFoundPeople}</p>
          )}
        </div>
      )}
    </div>
  );
}

const reasonFor = (one: Recipient, leftOut: readonly LeftOut[]) =>
  leftOut.find(({ to }) =>
    one.kind === 'contact'
      ? to.contactId === one.id
      : one.kind === 'number' && digits(to.number) !== '' && digits(to.number).endsWith(digits(one.number)),
  )?.why;
const digits = (text: string) => text.replace(/\D/g, '') || text;

function Chip({
  recipient,
  why,
  onRemove,
}: {
  recipient: Recipient;
  why: LeftOut['why'] | undefined;
  onRemove: () => void;
}) {
  const words = useWords(composerWords);
  const { region } = usePlace();
  const name = labelOf(recipient, region);
  return (
    <li className={styles.chip} data-out={why !== undefined || undefined} title={why && words[`why_${why}`]}>
      {recipient.kind === 'group' && <GroupIcon size={14} />}
      <span>{name}</span>
      <button type="button" aria-label={words.removeRecipient(name)} onClick={onRemove}>
        <CloseIcon size={13} />
      </button>
    </li>
  );
}

interface SuggestionProps {
  readonly id: string;
  readonly option: Recipient;
  readonly selected: boolean;
  readonly region: string;
  readonly onPick: () => void;
}

function Suggestion({ id, option, selected, region, onPick }: SuggestionProps) {
  const words = useWords(composerWords);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled where the focus is, in the field
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className={styles.suggestion}
      // Before the field loses its focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <span>{option.kind === 'number' ? words.aNumber(option.number) : labelOf(option, region)}</span>
      <small>
        {option.kind === 'contact' && option.name !== '' && formatNumber(option.number, region)}
        {option.kind === 'group' && `${words.group} · ${words.groupSize(option.size)}`}
      </small>
    </div>
  );
}

function labelOf(one: Recipient, region: string): string {
  if (one.kind === 'number') return formatNumber(one.number, region);
  if (one.kind === 'contact' && one.name === '') return formatNumber(one.number, region);
  return one.name;
}
