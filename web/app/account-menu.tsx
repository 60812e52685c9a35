import { ActionIcon, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { identity, type Me } from '#contract/identity.ts';
import { call } from '#web/lib/api.ts';
import { useStart } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import { BookIcon, GearIcon, KeyboardIcon, LogOutIcon, MailIcon, PersonIcon, PhoneIcon } from '#web/ui/icons.tsx';
import { appWords } from './words.ts';

/** The gear at the upper right: everything about one's own account. */
export function AccountMenu({ me, onShortcuts }: { me: Me; onShortcuts: () => void }) {
  const words = useWords(appWords);
  const start = useStart();
  const logOut = useLogOut();
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <ActionIcon size={40} aria-label={words.account}>
          <GearIcon size={22} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.account}>
        <Menu.Label style={{ overflowWrap: 'anywhere' }}>
          {me.line.username} · {me.company.name}
        </Menu.Label>
        <Menu.Item component={Link} to="/settings" leftSection={<PersonIcon size={18} />}>
          {words.mySettings}
        </Menu.Item>
        <Menu.Item component="a" href="/docs" leftSection={<BookIcon size={18} />}>
          {words.apiDocumentation}
        </Menu.Item>
        {start?.handsets === true && (
          <Menu.Item component={Link} to="/phone" leftSection={<PhoneIcon size={18} />}>
            {words.handsets}
          </Menu.Item>
        )}
        {start?.mailbox === true && (
          <Menu.Item component={Link} to="/mailbox" leftSection={<MailIcon size={18} />}>
            {words.mailbox}
          </Menu.Item>
        )}
        <Menu.Item onClick={onShortcuts} leftSection={<KeyboardIcon size={18} />} visibleFrom="xs">
          {words.shortcuts}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => logOut.mutate()} leftSection={<LogOutIcon size={18} />}>
          {words.logOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ends the session. The page is loaded anew, so that nothing of this person stays in its memory. */
function useLogOut() {
  return useMutation({
    mutationFn: () => call(identity.signOut, {}),
    onSuccess: () => window.location.assign('/sign-in'),
  });
}
