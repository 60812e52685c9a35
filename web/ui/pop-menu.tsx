import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { placeBeside } from './place-beside.ts';
import styles from './pop-menu.module.css';

export interface MenuItem {
  readonly label: string;
  readonly onSelect: () => void;
  readonly danger?: boolean;
}

export interface PopMenuProps {
  /** What the button is called. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly className?: string | undefined;
  /** What the button shows. */
  readonly children: ReactNode;
}

/** A button with a menu under it. The browser's own popover closes it and returns the focus; nothing has to be loaded. */
export function PopMenu({ label, items, className, children }: PopMenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const follow = (open: boolean) => {
    button.current?.setAttribute('aria-expanded', String(open));
    if (!open || menu.current === null || button.current === null) return;
    placeBeside(menu.current, button.current, 'end');
    itemsOf(menu.current)[0]?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={false}
        popoverTarget={id}
      >
        {children}
      </button>
      <div
        ref={menu}
        id={id}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        popover="auto"
        className={styles.menu}
        onToggle={(event) => follow(event.newState === 'open')}
        onKeyDown={move}
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={styles.item}
            data-danger={item.danger || undefined}
            onClick={() => {
              menu.current?.hidePopover();
              item.onSelect();
            }}
          >
            {item.label}
          </button>
        ))}
      </div>
    </>
  );
}

const itemsOf = (menu: HTMLElement | null) => [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

function move(event: KeyboardEvent<HTMLDivElement>) {
  const items = itemsOf(event.currentTarget);
  const here = items.indexOf(document.activeElement as HTMLElement); // -1 where it is none of them
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
