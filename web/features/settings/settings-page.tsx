import { Button, Title } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import type { Me } from '#contract/identity.ts';
import type { Settings } from '#contract/settings.ts';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { uiWords } from '#web/ui/words.ts';
import { ApiKeyCard } from './api-key-card.tsx';
import { AppearanceCard } from './appearance-card.tsx';
import { CallEmailsCard } from './call-emails-card.tsx';
import { CellCard } from './cell-card.tsx';
import { EmailCard } from './email-card.tsx';
import { LanguageCard } from './language-card.tsx';
import { NameCard } from './name-card.tsx';
import { NamedKeysCard } from './named-keys-card.tsx';
import { NotificationsCard } from './notifications-card.tsx';
import { type AddedSections, PageIndex, sectionsWith } from './page-index.tsx';
import { PasswordCard } from './password-card.tsx';
import { PictureCard } from './picture-card.tsx';
import { SectionOf } from './section-of.tsx';
import styles from './settings-page.module.css';
import { SettingsSkeleton } from './settings-skeleton.tsx';
import { TimeZoneCard } from './time-zone-card.tsx';
import { useSettings } from './use-settings.ts';
import type { Start } from './use-stand-in.ts';
import { UsernameCard } from './username-card.tsx';
import { settingsWords } from './words.ts';

export interface SettingsPageProps {
  me: Me;
  start: Start;
  added: AddedSections;
}

/** My Settings: everything a person looks after on their own account, one card for each item. */
export function SettingsPage({ me, start, added }: SettingsPageProps) {
  const words = useWords(settingsWords);
  const { data: settings, error, isFetching, refetch } = useSettings();
  const retry = () => void refetch();
  const sections = useMemo(() => sectionsWith(added), [added]);
  useScrollToAnchor(settings !== undefined);
  return (
    <div className={styles.page}>
      <Title order={1} className={styles.title}>
        {words.title}
      </Title>
      <PageIndex sections={sections} />
      <div className={styles.sections} aria-busy={settings === undefined && error === null}>
        {error !== null && settings === undefined && <LoadFailed error={error} onRetry={retry} retrying={isFetching} />}
        {error !== null && settings !== undefined && <Outdated onRetry={retry} retrying={isFetching} />}
        {settings === undefined ? (
          error === null && <SettingsSkeleton me={me} />
        ) : (
          <Sections me={me} settings={settings} start={start} added={added} />
        )}
      </div>
    </div>
  );
}

/** The facts on the page are those of a while ago: the last try to get newer ones failed. */
function Outdated({ onRetry, retrying }: { onRetry: () => void; retrying: boolean }) {
  const words = useWords(settingsWords);
  const ui = useWords(uiWords);
  return (
    <Message kind="warning" title={words.stale} role="status">
      <Button variant="default" size="xs" mt="xs" onClick={onRetry} loading={retrying}>
        {ui.retry}
      </Button>
    </Message>
  );
}

function Sections({ me, settings, start, added }: SettingsPageProps & { settings: Settings }) {
  return (
    <>
      <SectionOf id="profile">
        <PictureCard settings={settings} id={me.line.id} />
        <NameCard settings={settings} />
        <UsernameCard settings={settings} />
        <TimeZoneCard settings={settings} />
        <LanguageCard settings={settings} />
        <AppearanceCard settings={settings} />
      </SectionOf>
      <SectionOf id="sign-in">
        <CellCard settings={settings} start={start} />
        <PasswordCard me={me} settings={settings} start={start} />
        <EmailCard settings={settings} start={start} />
      </SectionOf>
      <Added id="plan" sections={added} />
      <SectionOf id="notifications">
        <CallEmailsCard settings={settings} />
        <NotificationsCard settings={settings} />
      </SectionOf>
      <Added id="phone" sections={added} />
      <Added id="messages" sections={added} />
      <SectionOf id="api">
        <ApiKeyCard settings={settings} />
        <NamedKeysCard settings={settings} />
      </SectionOf>
      <Added id="security" sections={added} />
      <Added id="delete-account" sections={added} />
    </>
  );
}

function Added({ id, sections }: { id: keyof AddedSections; sections: AddedSections }) {
  return sections[id] === undefined ? null : <SectionOf id={id}>{sections[id]}</SectionOf>;
}

/** `/settings#cell` is opened before the card exists; when the cards arrive, the one that was meant comes into view. */
function useScrollToAnchor(ready: boolean) {
  useEffect(() => {
    if (ready && location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [ready]);
}
