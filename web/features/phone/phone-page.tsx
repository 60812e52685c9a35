import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { Language } from '#contract/identity.ts';
import { LanguageProvider, useLanguage, useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { FaultsDialog, isFaulty } from './faults-dialog.tsx';
import { HandsetList } from './handset-list.tsx';
import { HandsetScreen } from './handset-screen.tsx';
import { NewHandset } from './new-handset.tsx';
import styles from './phone.module.css';
import { useFaults, useHandsets, useSimulatorNews } from './use-handsets.ts';
import { phoneWords } from './words.ts';

export interface PhonePageProps {
  /** The number of the handset to show; without `onSelect` only the first one to show. */
  readonly handset?: string | undefined;
  readonly onSelect?: (number: string | undefined) => void;
  /** The language around it, where it is not told. */
  readonly lang?: Language;
}

/** The handsets of the carrier simulator: read what was texted, and answer. */
export function PhonePage({ handset, onSelect, lang }: PhonePageProps) {
  const around = useLanguage();
  const [own, setOwn] = useState(handset);
  return (
    <LanguageProvider value={lang ?? around}>
      <Handsets selected={onSelect === undefined ? own : handset} onSelect={onSelect ?? setOwn} />
    </LanguageProvider>
  );
}

interface HandsetsProps {
  readonly selected: string | undefined;
  readonly onSelect: (number: string | undefined) => void;
}

function Handsets({ selected, onSelect }: HandsetsProps) {
  const words = useWords(phoneWords);
  useSimulatorNews();
  const handsets = useHandsets();
  const faults = useFaults();
  const [showFaults, setShowFaults] = useState(false);
  const isWide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? true;
  // Side by side there is room for a handset at once; on a small screen the list comes first.
  const shown = selected ?? (isWide ? handsets.data?.[0]?.number : undefined);
  const faulty = faults.data !== undefined && isFaulty(faults.data);
  return (
    <Stack gap="md" maw={960} mx="auto" w="100%">
      {(isWide || shown === undefined) && <Heading onFaults={() => setShowFaults(true)} />}
      {faulty && <Message kind="warning">{words.faultsOn}</Message>}
      {handsets.isPending && <Skeleton height={360} radius="lg" />}
      {handsets.isError && (
        <LoadFailed error={handsets.error} onRetry={() => void handsets.refetch()} retrying={handsets.isFetching} />
      )}
      {handsets.isSuccess && (
        <div className={styles.panes}>
          {(isWide || shown === undefined) && (
            <Stack gap="sm" className={styles.list}>
              <NewHandset onMade={onSelect} />
              <HandsetList handsets={handsets.data} selected={shown} onSelect={onSelect} />
            </Stack>
          )}
          {shown !== undefined && (
            <HandsetScreen
              key={shown}
              number={shown}
              unread={handsets.data.find((one) => one.number === shown)?.unread ?? 0}
              onBack={isWide ? undefined : () => onSelect(undefined)}
            />
          )}
        </div>
      )}
      {faults.data && (
        <FaultsDialog opened={showFaults} onClose={() => setShowFaults(false)} faults={faults.data} handset={shown} />
      )}
    </Stack>
  );
}

function Heading({ onFaults }: { onFaults: () => void }) {
  const words = useWords(phoneWords);
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap">
      <div>
        <Title order={1}>{words.title}</Title>
        <Text c="dimmed" size="sm" mt={4}>
          {words.about}
        </Text>
      </div>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onFaults} style={{ flex: 'none' }}>
        {words.faults}
      </Button>
    </Group>
  );
}
