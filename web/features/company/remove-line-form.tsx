import { Button, NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { LineCard, NumberFate } from '#contract/lines.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { Archives } from './archives-card.tsx';
import styles from './company.module.css';
import { useRemoveLine } from './use-lines.ts';
import { lineWords } from './words.ts';

interface RemoveLineFormProps {
  line: LineCard;
  lines: readonly LineCard[];
  onCancel: () => void;
  onDone: () => void;
}

/** What becomes of the number and the conversations, said before the button. */
export function RemoveLineForm({ line, lines, onCancel, onDone }: RemoveLineFormProps) {
  const words = useWords(lineWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const remove = useRemoveLine(line.id);
  const heirs = lines.filter((one) => one.id !== line.id && one.state === 'active');
  const [number, setNumber] = useState<NumberFate>('keep');
  const [numberTo, setNumberTo] = useState(heirs[0]?.id ?? null);
  const [gives, setGives] = useState(heirs.length > 0);
  const [threadsTo, setThreadsTo] = useState(heirs[0]?.id ?? null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate(
      { number, numberTo: number === 'move' ? numberTo : null, threadsTo: gives ? threadsTo : null },
      { onSuccess: onDone },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{words.removeNow}</Text>
        <Text size="sm">{words.removeKept}</Text>
        <section className={styles.offer} aria-label={words.exportFirst}>
          <Text size="sm">{words.exportFirstAbout}</Text>
          <Archives of="line" lineId={line.id} label={words.exportFirst} />
        </section>
        {line.number !== null && (
          <Radio.Group
            label={words.numberFate(formatNumber(line.number, region))}
            value={number}
            onChange={(value) => setNumber(value as NumberFate)} // the values are those of the radios below
          >
            <Stack gap="xs" mt={6}>
              <Radio value="keep" label={words.numberKeep} />
              {heirs.length > 0 && <Radio value="move" label={words.numberMove} />}
              {number === 'move' && <Heir heirs={heirs} value={numberTo} onChange={setNumberTo} />}
              <Radio value="release" label={words.numberRelease} />
            </Stack>
          </Radio.Group>
        )}
        <Radio.Group
          label={words.threads}
          value={gives ? 'give' : 'delete'}
          onChange={(value) => setGives(value === 'give')}
        >
          <Stack gap="xs" mt={6}>
            {heirs.length > 0 && <Radio value="give" label={words.threadsGive} />}
            {gives && <Heir heirs={heirs} value={threadsTo} onChange={setThreadsTo} />}
            <Radio value="delete" label={words.threadsDelete} />
          </Stack>
        </Radio.Group>
      </Stack>
      <FieldError>{remove.error === null ? undefined : say(remove.error)}</FieldError>
      <div className={`${styles.actions} ${styles.last}`}>
        <Button variant="default" onClick={onCancel} data-autofocus>
          {words.cancel}
        </Button>
        <Button type="submit" variant="outline" color="red" loading={remove.isPending}>
          {words.removeButton(line.name)}
        </Button>
      </div>
    </form>
  );
}

function Heir({
  heirs,
  value,
  onChange,
}: {
  heirs: readonly LineCard[];
  value: string | null;
  onChange: (id: string) => void;
}) {
  const words = useWords(lineWords);
  return (
    <NativeSelect
      ml={30}
      aria-label={words.chooseLine}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={heirs.map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
