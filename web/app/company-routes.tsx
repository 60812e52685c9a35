import { useNavigate } from '@tanstack/react-router';
import { CompanyPage, JoinPage, LinesPage } from '#web/features/company/index.ts';
import { useMe } from '#web/lib/queries.ts';

export function LinesRoute() {
  const me = useMe();
  return me === null ? null : <LinesPage me={me} />;
}

export function CompanyRoute() {
  const me = useMe();
  return me === null ? null : <CompanyPage me={me} />;
}

export function JoinRoute() {
  const me = useMe();
  const navigate = useNavigate();
  return <JoinPage signedIn={me !== null} onJoined={() => void navigate({ to: '/welcome', replace: true })} />;
}
