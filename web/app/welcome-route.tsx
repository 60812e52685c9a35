import { WelcomePage } from '#web/features/identity/index.ts';
import { useMe } from '#web/lib/queries.ts';

export function WelcomeRoute() {
  const me = useMe();
  return me === null ? null : <WelcomePage me={me} />;
}
