import { Anchor, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useStart } from '#web/lib/queries.ts';
import { useWords } from '#web/lib/words.tsx';
import { Panel } from '#web/ui/panel.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { identityWords } from './words.ts';

export function SignUpPage() {
  const words = useWords(identityWords);
  const start = useStart();
  const toSignIn = (
    <>
      {words.haveAccount} <Anchor renderRoot={(props) => <Link to="/sign-in" {...props} />}>{words.signIn}</Anchor>
    </>
  );
  if (start === undefined) return <Skeleton height={720} radius="lg" />;
  if (start.signUp === 'closed')
    return <Panel title={words.signUpClosedTitle} intro={words.signUpClosed} after={toSignIn} />;
  return (
    <Panel
      title={words.signUpTitle}
      intro={start.signUp === 'first' ? words.signUpFirst : words.signUpOpen}
      after={start.signUp === 'open' ? toSignIn : undefined}
    >
      <SignUpForm />
    </Panel>
  );
}
