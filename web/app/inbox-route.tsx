import { getRouteApi, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { InboxPage, NothingOpen } from '#web/features/messages/inbox-page.tsx';

const inbox = getRouteApi('/inside/inbox');

export function InboxRoute() {
  const filter = inbox.useSearch();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <InboxPage
      filter={filter}
      open={pathname.replace(/\/$/, '') !== '/inbox'}
      // The open conversation stays open while the list is filtered.
      onFilter={(next) => void navigate({ to: '.', search: next, replace: true })}
    >
      <Outlet />
    </InboxPage>
  );
}

export const NothingOpenRoute = NothingOpen;
