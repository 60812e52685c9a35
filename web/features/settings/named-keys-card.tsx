import { Text } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '#contract/settings.ts';
import { dayOf } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { Table } from '#web/ui/table.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import { apiWords } from './api-words.ts';
import { KeyRateDialog } from './key-rate-dialog.tsx';
import { MakeKeyDialog } from './make-key-dialog.tsx';
import styles from './named-keys.module.css';
import { OwnCard } from './own-card.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
import frame from './settings.module.css';
import { useScopeNames } from './use-scope-names.ts';

type Key = Settings['namedKeys'][number];

export function NamedKeysCard({ settings }: { settings: Pick<Settings, 'namedKeys' | 'mostPerMinute'> }) {
  const words = useWords(apiWords);
  const { saved, markSaved } = useSaved();
  const [done, setDone] = useState('');
  const onDone = (what: string) => {
    setDone(what);
    markSaved();
  };
  return (
    <OwnCard id="named-keys">
      {settings.namedKeys.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.noNamedKeys}
        </Text>
      ) : (
        <KeyTable keys={settings.namedKeys} most={settings.mostPerMinute} onDone={onDone} />
      )}
      <div className={frame.actions}>
        <MakeKeyDialog />
        <SaveState saved={saved} label={done} />
      </div>
    </OwnCard>
  );
}

interface AtKeys {
  readonly most: number;
  /** Told what was done, in words. */
  readonly onDone: (what: string) => void;
}

/** A table; on a phone each row becomes a card whose cells say what they are. */
function KeyTable({ keys, ...at }: AtKeys & { keys: readonly Key[] }) {
  const words = useWords(apiWords);
  return (
    <Table className={styles.table}>
      <thead>
        <tr>
          <th>{words.keyName}</th>
          <th>{words.scopes}</th>
          <th>{words.perMinute}</th>
          <th>{words.created}</th>
          <th>{words.lastUsed}</th>
          <th>{words.expires}</th>
          <th>
            <span className="visually-hidden">{words.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} namedKey={key} {...at} />
        ))}
      </tbody>
    </Table>
  );
}

function KeyRow({ namedKey, most, onDone }: AtKeys & { namedKey: Key }) {
  const words = useWords(apiWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const [now] = useState(() => Date.now());
  const { name, lastFour, scopes, createdAt, lastUsedAt, expiresAt } = namedKey;
  const names = useScopeNames();
  const over = expiresAt !== null && new Date(expiresAt).getTime() <= now;
  return (
    <tr>
      <td className={styles.name}>
        <span className={frame.value}>{name}</span>
        <Text size="xs" c="dimmed" className="tabular nowrap">
          <span className="visually-hidden">{words.ending} </span>
          <span aria-hidden="true">••••</span> {lastFour}
        </Text>
      </td>
      <td data-label={words.scopes}>
        <span className={styles.scopes}>
          {scopes.map((scope) => (
            <span key={scope}>{names[scope]}</span>
          ))}
        </span>
      </td>
      <td data-label={words.perMinute} className="tabular">
        <KeyRateDialog apiKey={namedKey} most={most} name={name} onChanged={() => onDone(words.rateChanged)} />
      </td>
      <td data-label={words.created}>
        <RelativeTime at={createdAt} />
      </td>
      <td data-label={words.lastUsed}>{lastUsedAt === null ? words.never : <RelativeTime at={lastUsedAt} />}</td>
      <td data-label={words.expires}>
        {over ? (
          <span className={styles.over}>{words.expired}</span>
        ) : expiresAt === null ? (
          words.never
        ) : (
          dayOf(expiresAt, language, timeZone)
        )}
      </td>
      <td className={styles.action}>
        <RevokeKeyDialog namedKey={namedKey} onRevoked={() => onDone(words.revoked)} />
      </td>
    </tr>
  );
}
