import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { DeleteAccountCard, SecuritySection } from '#web/features/company/index.ts';
import { PlanCard } from '#web/features/plan/index.ts';
import { SettingsPage, type SettingsPageProps } from '#web/features/settings/index.ts';
import { useMe, useStart } from '#web/lib/queries.ts';

const MessageSettingsSection = lazy(async () => ({
  default: (await import('#web/features/messages/settings/message-settings.tsx')).MessageSettingsSection,
}));

const PhoneSettingsSection = lazy(async () => ({
  default: (await import('#web/features/voice/settings/phone-settings.tsx')).PhoneSettingsSection,
}));

/** What other features add to My Settings, each loaded with its first use. */
const added: SettingsPageProps['added'] = {
  plan: <PlanCard />,
  phone: (
    <Suspense fallback={<Skeleton height={640} radius="lg" />}>
      <PhoneSettingsSection />
    </Suspense>
  ),
  messages: (
    <Suspense fallback={<Skeleton height={640} radius="lg" />}>
      <MessageSettingsSection />
    </Suspense>
  ),
  security: (
    <Suspense fallback={<Skeleton height={480} radius="lg" />}>
      <SecuritySection />
    </Suspense>
  ),
  'delete-account': (
    <Suspense fallback={<Skeleton height={120} radius="lg" />}>
      <DeleteAccountCard />
    </Suspense>
  ),
};

export function SettingsRoute() {
  const me = useMe();
  const start = useStart();
  if (me === null || start === undefined) return null;
  return <SettingsPage start={start} added={added} />;
}
