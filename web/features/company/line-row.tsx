import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LineCard } from '#contract/lines.ts';
import { dayOf } from '#web/lib/format-time.ts';
import { listFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { Avatar } from '#web/ui/avatar.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import styles from './company.module.css';
import { LineDialog } from './line-dialog.tsx';
import { useRoleNames } from './roles-field.tsx';
import { useUndoRemoval } from './use-lines.ts';
import { lineWords } from './words.ts';

/** One line of the company. Who manages lines opens what can be done with it. */
export function LineRow({ line, lines, own }: { line: LineCard; lines: readonly LineCard[]; own: boolean }) {
  const words = useWords(lineWords);
  const language = useLanguage();
  const names = useRoleNames();
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.row}>
      <Avatar id={line.id} name={line.name} picture={line.picture} size={40} />
      <div className={styles.who}>
        <div className={styles.name}>
          {line.name} {own && <span className={styles.mark}>{words.you}</span>}
        </div>
        <div className={styles.facts}>
          {line.number === null ? <span>{words.noNumber}</span> : <PhoneNumber number={line.number} />}
          <span>{listFormat(language).format(line.roles.map((role) => names[role].name))}</span>
          <Marks line={line} />
        </div>
      </div>
      {line.managed !== null && (
        <div className={styles.buttons}>
          {line.managed.removal === null ? (
            <Button variant="default" size="xs" aria-label={words.manageOf(line.name)} onClick={() => setOpen(true)}>
              {words.manage}
            </Button>
          ) : (
            <BringBack line={line} />
          )}
        </div>
      )}
      {line.managed !== null && line.managed.removal === null && (
        <LineDialog line={line} lines={lines} own={own} open={open} onClose={() => setOpen(false)} />
      )}
    </li>
  );
}

function Marks({ line }: { line: LineCard }) {
  const words = useWords(lineWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const removal = line.managed?.removal;
  return (
    <>
      {line.state === 'suspended' && (
        <span className={styles.mark} data-kind="warning">
          {words.suspended}
        </span>
      )}
      {line.managed?.lockedOut === true && (
        <span className={styles.mark} data-kind="warning">
          {words.lockedOut}
        </span>
      )}
      {removal && (
        <span className={styles.mark} data-kind="bad">
          {words.goneAt(dayOf(removal.goneAt, language, timeZone))}
        </span>
      )}
    </>
  );
}

function BringBack({ line }: { line: LineCard }) {
  const words = useWords(lineWords);
  const say = useRefusalWords();
  const undo = useUndoRemoval(line.id);
  return (
    <div>
      <Button
        variant="default"
        size="xs"
        loading={undo.isPending}
        aria-label={words.bringBackOf(line.name)}
        onClick={() => undo.mutate(undefined)}
      >
        {words.bringBack}
      </Button>
      <FieldError>{undo.error === null ? undefined : say(undo.error)}</FieldError>
    </div>
  );
}
