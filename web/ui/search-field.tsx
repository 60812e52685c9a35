import { useEffect, useRef, useState } from 'react';
import { CloseIcon, SearchIcon } from './more-icons.tsx';
import styles from './panes.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly clearLabel: string;
  /** What is searched for now. */
  readonly value: string;
  /** Called a moment after the last letter. */
  readonly onSearch: (text: string) => void;
}

const settleFor = 150;

/** A field that searches as one types; `/` jumps to it, Escape empties it. */
export function SearchField({ label, clearLabel, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const latest = useRef({ value, onSearch });
  latest.current = { value, onSearch };
  useEffect(() => {
    if (text.trim() === latest.current.value) return;
    const timer = setTimeout(() => latest.current.onSearch(text.trim()), settleFor);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    // "Show all", or the browser's back: the field follows.
    setText((now) => (now.trim() === value ? now : value));
  }, [value]);
  return (
    <search className={styles.search}>
      <SearchIcon size={18} />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        data-shortcut="search"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setText('')}
      />
      {text !== '' && (
        <button type="button" aria-label={clearLabel} onClick={() => setText('')}>
          <CloseIcon size={16} />
        </button>
      )}
    </search>
  );
}
