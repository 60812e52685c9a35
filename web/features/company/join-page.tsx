import { Button, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ReplyOf } from '#contract/endpoint.ts';
import type { lines } from '#contract/lines.ts';
import { Refusal } from '#web/lib/api.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { fieldOf, useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { NewPasswordInput } from '#web/ui/new-password-input.tsx';
import styles from './join.module.css';
import { useAcceptInvitation, useInvitation, useLogOutHere, useTokenOnce, useUsernameIsFree } from './use-join.ts';
import { lineWords } from './words.ts';

/** Opened from an invitation: who invites, and a username and password of one's own. Opening it changes nothing. */
export function JoinPage({ signedIn, onJoined }: { signedIn: boolean; onJoined: () => void }) {
  const words = useWords(lineWords);
  const token = useTokenOnce();
  const look = useInvitation(token);
  if (token.length < 20) return <Frame title={words.joinDead}>{words.joinNoToken}</Frame>;
  if (look.error instanceof Refusal && look.error.status < 500 && look.error.status !== 429)
    return <Dead error={look.error} />;
  if (look.error !== null)
    return <LoadFailed error={look.error} onRetry={() => void look.refetch()} retrying={look.isFetching} />;
  if (look.data === undefined) return <Skeleton height={420} radius="lg" aria-label={words.loading} />;
  return <JoinForm token={token} invitation={look.data} signedIn={signedIn} onJoined={onJoined} />;
}

function Frame({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className={styles.panel}>
      <Title order={1} className={styles.title}>
        {title}
      </Title>
      <div className={styles.body}>{children}</div>
    </section>
  );
}

function Dead({ error }: { error: Refusal }) {
  const words = useWords(lineWords);
  const say = useRefusalWords();
  return (
    <Frame title={words.joinDead}>
      <Text mb="md">{say(error)}</Text>
      <Button variant="default" fullWidth renderRoot={(props) => <Link to="/sign-in" {...props} />}>
        {words.toSignIn}
      </Button>
    </Frame>
  );
}

interface JoinFormProps {
  token: string;
  invitation: ReplyOf<typeof lines.lookAtInvitation>;
  signedIn: boolean;
  onJoined: () => void;
}

function JoinForm({ token, invitation, signedIn, onJoined }: JoinFormProps) {
  const words = useWords(lineWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const accept = useAcceptInvitation(onJoined);
  const [typed, setTyped] = useState({ name: invitation.name, username: '', password: '' });
  const free = useUsernameIsFree(typed.username);
  const field = accept.error === null ? undefined : fieldOf(accept.error);
  const errorOf = (of: string) => (field === of ? say(accept.error) : undefined);
  const type = (key: keyof typeof typed) => (value: string) => setTyped((last) => ({ ...last, [key]: value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!accept.isPending) accept.mutate({ token, ...typed });
  };
  if (accept.error instanceof Refusal && accept.error.code.startsWith('company.invitation_'))
    return <Dead error={accept.error} />;
  return (
    <Frame title={words.joinTitle(invitation.company)}>
      <Text mb="md">{words.joinAbout(invitation.invitedBy)}</Text>
      {signedIn ? (
        <SignedInElsewhere />
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <TextInput
              label={words.joinName}
              name="name"
              autoComplete="name"
              maxLength={400}
              value={typed.name}
              onChange={(event) => type('name')(event.currentTarget.value)}
              error={errorOf('name')}
            />
            <TextInput
              label={words.joinUsername}
              description={free === true ? words.joinUsernameFree : words.joinUsernameHelp}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={200}
              value={typed.username}
              onChange={(event) => type('username')(event.currentTarget.value)}
              error={
                errorOf('username') ?? (free instanceof Refusal && typed.username.length > 2 ? say(free) : undefined)
              }
            />
            <NewPasswordInput
              label={words.joinPassword}
              value={typed.password}
              onChange={type('password')}
              error={errorOf('password')}
              known={[typed.username, typed.name, invitation.company]}
            />
            <Text size="sm" c="dimmed">
              {words.joinProves(formatNumber(invitation.target, region))}
            </Text>
            {accept.error !== null && !['name', 'username', 'password'].includes(field ?? '') && (
              <Message kind="bad" role="alert">
                {say(accept.error)}
              </Message>
            )}
            <Button type="submit" size="md" fullWidth loading={accept.isPending}>
              {words.join}
            </Button>
          </Stack>
        </form>
      )}
    </Frame>
  );
}

function SignedInElsewhere() {
  const words = useWords(lineWords);
  const say = useRefusalWords();
  const logOut = useLogOutHere();
  return (
    <Message kind="warning">
      <p>{say(new Refusal('company.signed_in_elsewhere', 409, ''))}</p>
      <Button variant="default" loading={logOut.isPending} onClick={() => logOut.mutate()}>
        {words.logOutFirst}
      </Button>
    </Message>
  );
}
