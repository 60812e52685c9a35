import { Anchor, Skeleton, Title, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { MessageSettings } from '#contract/message-settings.ts';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { useArrived } from '#web/ui/use-arrived.ts';
import '../refusals.ts';
import { useMessageSettings } from '../use-message-settings.ts';
import { AutoResponseCard } from './auto-response-card.tsx';
import { ForwardingCard } from './forwarding-card.tsx';
import { HideLinkCard } from './hide-link-card.tsx';
import styles from './settings.module.css';
import { SignatureCard } from './signature-card.tsx';
import { StopIncomingCard } from './stop-incoming-card.tsx';
import { WebhookCard } from './webhook-card.tsx';
import { WhatHappensCard } from './what-happens-card.tsx';
import { messageSettingsWords } from './words.ts';

/** Message Settings as a section of My Settings. */
export function MessageSettingsSection() {
  const settings = useMessageSettings();
  const arrived = useArrived(settings.data);
  if (settings.isError && settings.data === undefined)
    return <LoadFailed error={settings.error} onRetry={() => void settings.refetch()} retrying={settings.isFetching} />;
  if (settings.data === undefined || !arrived) return <Skeleton height={640} radius="lg" />;
  return (
    <>
      <Cards settings={settings.data} />
      <WhatHappensCard settings={settings.data} />
    </>
  );
}

/** Message Settings on a page of their own, what they do beside them. */
export function MessageSettingsPage() {
  const words = useWords(messageSettingsWords);
  const settings = useMessageSettings();
  return (
    <div className={styles.page}>
      <header className={styles.pageHead}>
        <Anchor component={Link} to="/settings" hash="messages" size="sm">
          {words.back}
        </Anchor>
        <Title order={1}>{words.title}</Title>
      </header>
      <div className={styles.cards} aria-busy={settings.isPending}>
        {/* The cards are headed as they are in a section of My Settings: one level below it. */}
        <VisuallyHidden component="h2">{words.title}</VisuallyHidden>
        {settings.isError && settings.data === undefined && (
          <LoadFailed error={settings.error} onRetry={() => void settings.refetch()} retrying={settings.isFetching} />
        )}
        {settings.isPending && <Skeleton height={640} radius="lg" />}
        {settings.data !== undefined && <Cards settings={settings.data} />}
      </div>
      <div className={styles.beside}>{settings.data !== undefined && <WhatHappensCard settings={settings.data} />}</div>
    </div>
  );
}

function Cards({ settings }: { settings: MessageSettings }) {
  return (
    <>
      <SignatureCard settings={settings} />
      <AutoResponseCard settings={settings} />
      <ForwardingCard settings={settings} />
      <StopIncomingCard settings={settings} />
      <WebhookCard settings={settings} />
      <HideLinkCard settings={settings} />
    </>
  );
}
