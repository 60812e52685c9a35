import { Button, Group, Modal, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Faults, noFaults } from '#contract/simulator.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { useSetFaults, useSimulatorRefusal } from './use-handsets.ts';
import { phoneWords } from './words.ts';

interface FaultsDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly faults: Faults;
  /** The handset on the page: it can be made a landline. */
  readonly handset: string | undefined;
}

/** Whether anything goes wrong on purpose. */
export const isFaulty = (faults: Faults) =>
  faults.next !== 0 &&
  (faults.delayMs > 0 ||
    faults.dropReceipts ||
    faults.duplicateCallbacks ||
    faults.reorderCallbacks ||
    faults.filter ||
    faults.answer !== null ||
    faults.landline.length > 0);

/** Makes the carrier misbehave. */
export function FaultsDialog({ opened, onClose, faults, handset }: FaultsDialogProps) {
  const words = useWords(phoneWords);
  return (
    <Modal opened={opened} onClose={onClose} title={words.faultsTitle}>
      <FaultsForm faults={faults} handset={handset} onDone={onClose} />
    </Modal>
  );
}

const switches = ['dropReceipts', 'duplicateCallbacks', 'reorderCallbacks', 'filter'] as const;
const answers = [null, 429, 500, 'accept then time out'] as const;

function FaultsForm({
  faults,
  handset,
  onDone,
}: Pick<FaultsDialogProps, 'faults' | 'handset'> & { onDone: () => void }) {
  const words = useWords(phoneWords);
  const say = useSimulatorRefusal();
  const { region } = usePlace();
  const set = useSetFaults();
  const [draft, setDraft] = useState(faults);
  const change = (part: Partial<Faults>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(draft, { onSuccess: onDone });
  };
  const answerWords = [words.answerNone, words.answer429, words.answer500, words.answerSilent];
  const isLandline = handset !== undefined && draft.landline.includes(handset);
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {words.faultsAbout}
        </Text>
        <NativeSelect
          label={words.answer}
          data={answerWords.map((label, place) => ({ label, value: String(place) }))}
          value={String(answers.indexOf(draft.answer))}
          onChange={(event) => change({ answer: answers[Number(event.currentTarget.value)] ?? null })}
        />
        {switches.map((name) => (
          <Switch
            key={name}
            label={words[name]}
            checked={draft[name]}
            onChange={(event) => change({ [name]: event.currentTarget.checked })}
          />
        ))}
        {handset !== undefined && (
          <Switch
            label={words.landline(formatNumber(handset, region))}
            checked={isLandline}
            onChange={(event) =>
              change({ landline: withOrWithout(draft.landline, handset, event.currentTarget.checked) })
            }
          />
        )}
        <TextInput
          label={words.delay}
          type="number"
          min={0}
          max={600}
          step="any"
          value={draft.delayMs === 0 ? '' : String(draft.delayMs / 1000)}
          onChange={(event) => change({ delayMs: Math.round(Number(event.currentTarget.value) * 1000) })}
        />
        <TextInput
          label={words.next}
          description={words.nextHint}
          type="number"
          min={1}
          step={1}
          value={draft.next ?? ''}
          onChange={(event) =>
            change({ next: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })
          }
        />
        <FieldError>{set.isError ? say(set.error) : undefined}</FieldError>
        <Group justify="space-between">
          <Button
            variant="default"
            onClick={() => set.mutate(noFaults, { onSuccess: onDone })}
            disabled={set.isPending}
          >
            {words.clear}
          </Button>
          <Button type="submit" loading={set.isPending}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const withOrWithout = (numbers: readonly string[], number: string, isIn: boolean) => [
  ...numbers.filter((one) => one !== number),
  ...(isIn ? [number] : []),
];
