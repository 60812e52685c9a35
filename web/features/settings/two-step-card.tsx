import { Button, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { Factors } from '#contract/factors.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import { KeyFacts } from './key-facts.tsx';
import { OwnCard } from './own-card.tsx';
import { passkeysWork } from './passkey-setup.tsx';
import styles from './settings.module.css';
import { twoStepWords } from './two-step-words.ts';
import { type Doing, useFactors } from './use-factors.ts';

// Most visits set up nothing.
const TwoStepDialogs = lazy(async () => ({ default: (await import('./two-step-dialogs.tsx')).TwoStepDialogs }));

/** Passkeys, authenticator apps, and the codes for when they are lost. */
export function TwoStepCard() {
  const words = useWords(twoStepWords);
  const say = useRefusalWords();
  const { data, error } = useFactors();
  const { saved, markSaved } = useSaved();
  const [doing, setDoing] = useState<Doing>();
  return (
    <OwnCard id="two-step">
      {error !== null && data === undefined && <FieldError>{say(error)}</FieldError>}
      {data === undefined && error === null && <Skeleton height={75} />}
      {data !== undefined && (
        <>
          {data.factors.length === 0 ? (
            <Text size="sm" c={data.required ? undefined : 'dimmed'}>
              {data.required ? words.offRequired : words.off}
            </Text>
          ) : (
            <Ways data={data} onDo={setDoing} />
          )}
          <div className={styles.actions}>
            {passkeysWork() && (
              <Button variant="default" onClick={() => setDoing('passkey')}>
                {words.addPasskey}
              </Button>
            )}
            <Button variant="default" onClick={() => setDoing('app')}>
              {words.addApp}
            </Button>
            <SaveState saved={saved} label={words.removed} />
          </div>
        </>
      )}
      <Suspense>
        <TwoStepDialogs
          doing={doing}
          last={data?.factors.length === 1}
          onDone={() => setDoing(undefined)}
          onRemoved={markSaved}
        />
      </Suspense>
    </OwnCard>
  );
}

function Ways({ data, onDo }: { data: Factors; onDo: (doing: Doing) => void }) {
  const words = useWords(twoStepWords);
  return (
    <>
      {data.factors.map((factor) => (
        <div key={factor.id} className={styles.option}>
          <div className={styles.row}>
            <div>
              <span className={styles.value}>{factor.name}</span>
              <KeyFacts
                facts={[
                  { term: words[factor.kind], is: '' },
                  { term: words.added, is: <RelativeTime at={factor.createdAt} /> },
                  {
                    term: words.lastUsed,
                    is: factor.lastUsedAt === null ? words.never : <RelativeTime at={factor.lastUsedAt} />,
                  },
                ]}
              />
            </div>
            <Button
              variant="outline"
              color="red"
              size="xs"
              aria-label={words.removeNamed(factor.name)}
              onClick={() => onDo(factor)}
            >
              {words.remove}
            </Button>
          </div>
        </div>
      ))}
      <div className={styles.option}>
        <div className={styles.fact}>
          <Text size="sm">{words.codesLeft(data.recoveryCodesLeft)}</Text>
          <Button variant="default" size="xs" onClick={() => onDo('renew')}>
            {words.renew}
          </Button>
        </div>
      </div>
    </>
  );
}
