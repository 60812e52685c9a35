import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { MailboxPage } from '#web/features/mailbox/mailbox-page.tsx';

const route = getRouteApi('/stand-ins/mailbox');

export function MailboxRoute() {
  const { mail } = route.useSearch();
  const navigate = useNavigate();
  const show = (id: string | undefined) =>
    void navigate({ to: '/mailbox', search: id === undefined ? {} : { mail: id }, replace: true });
  return <MailboxPage mail={mail} onSelect={show} />;
}
