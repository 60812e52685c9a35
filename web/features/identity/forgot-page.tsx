import { Anchor, Tabs } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '#web/lib/words.tsx';
import { Panel } from '#web/ui/panel.tsx';
import { ForgotPasswordForm } from './forgot-password-form.tsx';
import { ForgotUsernameForm } from './forgot-username-form.tsx';
import { identityWords } from './words.ts';

export function ForgotPage() {
  const words = useWords(identityWords);
  const navigate = useNavigate();
  const { about } = useSearch({ from: '/bare/forgot' });
  return (
    <Panel
      title={words.forgotTitle}
      after={<Anchor renderRoot={(props) => <Link to="/sign-in" {...props} />}>{words.backToSignIn}</Anchor>}
    >
      <Tabs
        value={about ?? 'password'}
        onChange={(tab) =>
          void navigate({ to: '/forgot', search: tab === 'username' ? { about: tab } : {}, replace: true })
        }
      >
        <Tabs.List grow mb="lg">
          <Tabs.Tab value="password">{words.tabPassword}</Tabs.Tab>
          <Tabs.Tab value="username">{words.tabUsername}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="password">
          <ForgotPasswordForm />
        </Tabs.Panel>
        <Tabs.Panel value="username">
          <ForgotUsernameForm />
        </Tabs.Panel>
      </Tabs>
    </Panel>
  );
}
