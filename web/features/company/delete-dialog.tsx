import { Button, List, Radio, Stack, Text, Textarea, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Deletion, type Reason, reasons } from '#contract/deletion.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { PasswordField } from '#web/ui/password-field.tsx';
import { Archives } from './archives-card.tsx';
import styles from './company.module.css';
import { deletionWords } from './deletion-words.ts';
import { Dialog } from './dialog.tsx';
import { useStartDeletion } from './use-deletion.ts';

type Goes = NonNullable<Deletion['goes']>;

/** First what goes, then why, then the data to take along, then the password: the last page has the one button that counts. */
export function DeleteDialog({ deletion, open, onClose }: { deletion: Deletion; open: boolean; onClose: () => void }) {
  const words = useWords(deletionWords);
  const [step, setStep] = useState(0);
  const [reason, setReason] = useState<Reason>();
  const [comment, setComment] = useState('');
  const close = () => {
    setStep(0);
    onClose();
  };
  const next = () => setStep((now) => now + 1);
  const back = () => (step === 0 ? close() : setStep((now) => now - 1));
  const goes = deletion.goes ?? { lines: [], numbers: [], rows: {} };
  return (
    <Dialog open={open} onClose={close} title={words.dialogTitle(deletion.company)}>
      {step === 0 && <Rehearsal goes={goes} />}
      {step === 1 && (
        <Stack gap="md">
          <Radio.Group
            label={words.why}
            value={reason ?? ''}
            onChange={(value) => setReason(reasons.find((one) => one === value))}
          >
            <Stack gap="xs" mt={6}>
              {reasons.map((one) => (
                <Radio key={one} value={one} label={words[one]} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={words.comment}
            value={comment}
            maxLength={2000}
            autosize={false}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
        </Stack>
      )}
      {step === 2 && (
        <>
          <Title order={3} size="h4">
            {words.exportTitle}
          </Title>
          <Text size="sm" mt="xs">
            {words.exportText}
          </Text>
          <Archives of="company" />
        </>
      )}
      {step === 3 && reason !== undefined ? (
        <Confirm goes={goes} reason={reason} comment={comment} onBack={back} onDone={close} />
      ) : (
        <div className={styles.actions}>
          <Button variant="default" onClick={back}>
            {step === 0 ? words.cancel : words.back}
          </Button>
          <Button onClick={next} disabled={step === 1 && reason === undefined}>
            {words.next}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function Rehearsal({ goes }: { goes: Goes }) {
  const words = useWords(deletionWords);
  return (
    <Stack gap="sm">
      <Title order={3} size="h4">
        {words.goes}
      </Title>
      <List size="sm">
        <List.Item>
          {words.lines(goes.lines.length)}: {goes.lines.join(', ')}
        </List.Item>
        <List.Item>{words.numbers(goes.numbers.length)}</List.Item>
        <List.Item>{words.rest}</List.Item>
      </List>
      <Title order={3} size="h4">
        {words.stays}
      </Title>
      <Text size="sm">{words.staysText}</Text>
      <Text size="sm">{words.when}</Text>
    </Stack>
  );
}

interface ConfirmProps {
  goes: Goes;
  reason: Reason;
  comment: string;
  onBack: () => void;
  onDone: () => void;
}

function Confirm({ goes, reason, comment, onBack, onDone }: ConfirmProps) {
  const words = useWords(deletionWords);
  const say = useRefusalWords();
  const start = useStartDeletion();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ reason, password, ...(comment.trim() !== '' && { comment }) }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Text size="sm" mb="md">
        {words.consequence(goes.lines.length, goes.numbers.length)} {words.when}
      </Text>
      <PasswordField
        label={words.password}
        autoComplete="current-password"
        value={password}
        data-autofocus
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={start.error === null ? undefined : say(start.error)}
      />
      <div className={styles.actions}>
        <Button variant="default" onClick={onBack}>
          {words.back}
        </Button>
        <Button type="submit" variant="outline" color="red" loading={start.isPending} disabled={password === ''}>
          {words.yes}
        </Button>
      </div>
    </form>
  );
}
