import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '#contract/settings.ts';
import { Refusal } from '#web/lib/api.ts';
import { exactTime, localeOf } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { CopyButton } from '#web/ui/copy-button.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import { apiWords } from './api-words.ts';
import { KeyFacts } from './key-facts.tsx';
import { KeyRateDialog } from './key-rate-dialog.tsx';
import { OwnCard } from './own-card.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';
import styles from './settings.module.css';
import { useShowKey } from './use-api-keys.ts';

export function ApiKeyCard({ settings }: { settings: Pick<Settings, 'apiKey' | 'mostPerMinute'> }) {
  const words = useWords(apiWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const say = useRefusalWords();
  const show = useShowKey();
  const [key, setKey] = useState<{ text: string; fresh: boolean }>();
  const { saved, markSaved } = useSaved();
  const { lastFour, createdAt, lastUsedAt, perMinute, former } = settings.apiKey;
  // The key on screen may have been replaced in another tab; then it is hidden again.
  const shown = key?.text.endsWith(lastFour) ? key : undefined;
  const problem = show.error !== null && !gaveUp(show.error) ? say(show.error) : undefined;
  return (
    <OwnCard id="api-key">
      <div role="status">
        {shown?.fresh && (
          <Text size="sm" mb="xs">
            {words.rotated}
          </Text>
        )}
      </div>
      <code className={styles.secret} data-hidden={shown === undefined || undefined}>
        {shown === undefined ? (
          <>
            <span className="visually-hidden">{words.endsWith(lastFour)}</span>
            <span aria-hidden="true">•••• •••• •••• {lastFour}</span>
          </>
        ) : (
          shown.text
        )}
      </code>
      <div className={styles.actions} style={{ marginTop: 12 }}>
        {shown === undefined ? (
          <Button
            variant="default"
            loading={show.isPending}
            onClick={() => show.mutate(undefined, { onSuccess: (reply) => setKey({ text: reply.key, fresh: false }) })}
          >
            {words.showKey}
          </Button>
        ) : (
          <>
            <CopyButton value={shown.text} />
            <Button variant="default" onClick={() => setKey(undefined)}>
              {words.hideKey}
            </Button>
          </>
        )}
        <RotateKeyDialog former={former} onRotated={(text) => setKey({ text, fresh: true })} />
        <KeyRateDialog apiKey={settings.apiKey} most={settings.mostPerMinute} onChanged={markSaved} />
        <SaveState saved={saved} label={words.rateChanged} />
      </div>
      <FieldError>{problem}</FieldError>
      <KeyFacts
        facts={[
          { term: words.created, is: <RelativeTime at={createdAt} /> },
          { term: words.lastUsed, is: lastUsedAt === null ? words.never : <RelativeTime at={lastUsedAt} /> },
          { term: words.rate, is: words.ratePerMinute(perMinute, perMinute.toLocaleString(localeOf(language))) },
        ]}
      />
      {former !== null && (
        <Text size="sm" mt="xs">
          {words.former(former.lastFour, exactTime(former.worksUntil, language, timeZone))}
        </Text>
      )}
    </OwnCard>
  );
}

/** Closing the "is it you?" dialog is a choice, not an error to be told about. */
const gaveUp = (error: Error) => error instanceof Refusal && error.code === 'identity.proof_needed';
