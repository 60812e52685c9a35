import { ActionIcon } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, Suspense, useRef, useState } from 'react';
import { identity, type Me } from '#contract/identity.ts';
import { may } from '#contract/policy.ts';
import { ChangePlanItem } from '#web/features/plan/index.ts';
import { call } from '#web/lib/api.ts';
import { useStart } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import {
  BookIcon,
  BuildingIcon,
  GearIcon,
  KeyboardIcon,
  LogOutIcon,
  MailIcon,
  PersonIcon,
  PhoneIcon,
} from '#web/ui/icons.tsx';
import styles from './account-menu.module.css';
import { appWords } from './words.ts';

const menuId = 'account-menu';

interface AccountMenuProps {
  me: Me;
  onShortcuts: () => void;
  /** Draws the items before anybody opens the menu: once the page has nothing better to do. */
  ahead: boolean;
}

/** The gear at the upper right: everything about one's own account. The browser's own popover closes it, and returns the focus. */
export function AccountMenu({ me, onShortcuts, ahead }: AccountMenuProps) {
  const words = useWords(appWords);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => menu.current?.hidePopover();
  // Hidden items are not worth holding up a page's first drawing; whoever is quicker still finds them.
  const [wanted, setWanted] = useState(false);
  const follow = (open: boolean) => {
    button.current?.setAttribute('aria-expanded', String(open));
    if (open) itemsOf(menu.current)[0]?.focus();
  };
  return (
    <>
      <ActionIcon
        ref={button}
        size={40}
        aria-label={words.account}
        aria-haspopup="menu"
        aria-expanded={false}
        aria-controls={menuId}
        popoverTarget={menuId}
      >
        <GearIcon size={22} />
      </ActionIcon>
      <div
        ref={menu}
        id={menuId}
        role="menu"
        aria-label={words.account}
        popover="auto"
        className={styles.menu}
        onBeforeToggle={() => setWanted(true)}
        onToggle={(event) => follow(event.newState === 'open')}
        onKeyDown={move}
        onClick={close}
      >
        <p className={styles.who} role="presentation">
          <strong>{me.line.username}</strong>
          <span>{me.company.name}</span>
        </p>
        {(ahead || wanted) && <Items me={me} onShortcuts={onShortcuts} />}
      </div>
    </>
  );
}

function Items({ me, onShortcuts }: Omit<AccountMenuProps, 'ahead'>) {
  const words = useWords(appWords);
  const start = useStart();
  const logOut = useLogOut();
  const item = { role: 'menuitem', tabIndex: -1, className: styles.item };
  return (
    <>
      <Link to="/settings" {...item}>
        <PersonIcon size={18} /> {words.mySettings}
      </Link>
      <Suspense>
        <ChangePlanItem me={me} {...item} />
      </Suspense>
      {may(me.line.roles, 'see_company') && (
        <Link to="/company" {...item}>
          <BuildingIcon size={18} /> {words.companySettings}
        </Link>
      )}
      <a href="/docs" {...item}>
        <BookIcon size={18} /> {words.apiDocumentation}
      </a>
      {start?.handsets === true && (
        <Link to="/phone" {...item}>
          <PhoneIcon size={18} /> {words.handsets}
        </Link>
      )}
      {start?.mailbox === true && (
        <Link to="/mailbox" {...item}>
          <MailIcon size={18} /> {words.mailbox}
        </Link>
      )}
      <button type="button" {...item} onClick={onShortcuts}>
        <KeyboardIcon size={18} /> {words.shortcuts}
      </button>
      <hr className={styles.rule} />
      <button type="button" {...item} onClick={() => logOut.mutate()}>
        <LogOutIcon size={18} /> {words.logOut}
      </button>
    </>
  );
}

const itemsOf = (menu: HTMLElement | null) => [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

/** Arrows, Home and End go around the menu; Tab leaves it; a letter goes to the next item that begins with it. */
function move(event: KeyboardEvent<HTMLElement>) {
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item.matches(':focus'));
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const step = steps[event.key];
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (step !== undefined) {
    event.preventDefault();
    items.at(step % items.length)?.focus();
  }
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
  const later = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  later.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(event.key.toLocaleLowerCase()))?.focus();
}

/** Ends the session. The page is loaded anew, so that nothing of this person stays in its memory. */
function useLogOut() {
  return useMutation({
    mutationFn: () => call(identity.signOut, {}),
    onSuccess: () => window.location.assign('/sign-in'),
  });
}
