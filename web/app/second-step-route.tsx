import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { StepUp } from '#web/features/identity/index.ts';
import { SecondStepPage } from '#web/features/settings/second-step-page.tsx';
import { meQuery, useMe } from '#web/lib/queries.ts';

/** `to`: where the person was going. */
export function SecondStepRoute({ to }: { to: string | undefined }) {
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  if (me === null) return null;
  const goOn = async () => {
    // What was refused until now is asked for again.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'start' });
    await queries.refetchQueries(meQuery);
    await navigate({ to: to ?? '/', replace: true });
  };
  return (
    <>
      <SecondStepPage company={me.company.name} onDone={() => void goOn()} />
      <StepUp username={me.line.username} />
    </>
  );
}
