import { type SelectProps, TextInput } from '@mantine/core';
import { type ComponentType, useMemo, useRef, useState } from 'react';
import { ChevronsIcon } from './icons.tsx';

export interface SearchSelectProps extends Omit<SelectProps, 'data' | 'value'> {
  /** What can be chosen, worked out when somebody is about to choose: browsers take long to name hundreds of places. */
  choices: () => { value: string; label: string }[];
  value: string;
  /** How the chosen one is called. */
  chosen: string;
}

const load = () => import('./search-select-list.tsx');

/**
 * A select one can search in. What floats and scrolls comes with the first touch of it: until then
 * (most visits end there) a field of the same looks stands in its place.
 */
export function SearchSelect({ choices, chosen, ...props }: SearchSelectProps) {
  const [List, setList] = useState<ComponentType<SelectProps>>();
  const data = useMemo(() => (List === undefined ? [] : choices()), [List, choices]);
  const standIn = useRef<HTMLInputElement>(null);
  const wasFocused = useRef(false);
  const fetchList = async () => {
    const { SearchSelectList } = await load();
    wasFocused.current = document.activeElement === standIn.current;
    setList(() => SearchSelectList);
  };
  if (List !== undefined) {
    return (
      <List
        {...props}
        data={data}
        searchable
        autoFocus={wasFocused.current}
        defaultDropdownOpened={wasFocused.current}
        // What is typed searches, instead of being added to the name that stands there.
        onFocus={(event) => event.currentTarget.select()}
      />
    );
  }
  return (
    <TextInput
      ref={standIn}
      role="combobox"
      aria-expanded={false}
      aria-haspopup="listbox"
      aria-label={props['aria-label']}
      label={props.label}
      description={props.description}
      error={props.error}
      disabled={props.disabled}
      readOnly
      pointer
      value={chosen}
      rightSection={<ChevronsIcon size={16} />}
      onPointerEnter={() => void load()}
      onFocus={() => void fetchList()}
    />
  );
}
