import { Button, Group, Modal, Skeleton, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { type Asked, type FactorProof, factorErrors, factors } from '#contract/factors.ts';
import { identity } from '#contract/identity.ts';
import { call, Refusal } from '#web/lib/api.ts';

import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { PasswordField } from '#web/ui/password-field.tsx';
import { useAfterMount } from '#web/ui/use-after-mount.ts';
import { SecondStepForm } from './second-step-form.tsx';
import { stepUpWords } from './step-up-words.ts';

export interface StepUpDialogProps {
  opened: boolean;
  username: string;
  onProven: () => void;
  onCancel: () => void;
}

/** Asks once more for the strongest proof there is. Focus stays inside and returns to where it was; Escape cancels. */
export function StepUpDialog({ opened, onCancel, ...form }: StepUpDialogProps) {
  const words = useWords(stepUpWords);
  const shown = useAfterMount(opened);
  return (
    <Modal
      opened={shown}
      onClose={onCancel}
      title={words.proveTitle}
      size="sm"
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <ProofForm {...form} onCancel={onCancel} />
    </Modal>
  );
}

/** First what this person can prove it with; then that. */
function ProofForm(props: Omit<StepUpDialogProps, 'opened'>) {
  const say = useRefusalWords();
  const { mutate: start, data: asked, error } = useMutation({ mutationFn: () => call(factors.startProof, {}) });
  useEffect(() => start(), [start]);
  if (error !== null) return <FieldError>{say(error)}</FieldError>;
  if (asked === undefined) return <Skeleton height={180} />;
  return asked.methods.includes('password') ? (
    <PasswordProof {...props} />
  ) : (
    <FactorProofForm {...props} key={asked.methods.join()} asked={asked} onDead={start} />
  );
}

function FactorProofForm({
  asked,
  onProven,
  onCancel,
  onDead,
}: Omit<StepUpDialogProps, 'opened'> & { asked: Asked; onDead: () => void }) {
  const words = useWords(stepUpWords);
  const proof = useMutation({
    mutationFn: (body: FactorProof) => call(identity.prove, { body }),
    onSuccess: onProven,
    // The question is spent; the next try answers a new one.
    onError: (error) => error instanceof Refusal && error.code === factorErrors.askDead.code && onDead(),
  });
  return (
    <>
      <Text size="sm" mb="md">
        {words.proveByFactor}
      </Text>
      <SecondStepForm asked={asked} pending={proof.isPending} error={proof.error ?? undefined} onProof={proof.mutate}>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {words.cancel}
          </Button>
        </Group>
      </SecondStepForm>
    </>
  );
}

function PasswordProof({ username, onProven, onCancel }: Omit<StepUpDialogProps, 'opened'>) {
  const words = useWords(stepUpWords);
  const say = useRefusalWords();
  const [password, setPassword] = useState('');
  const proof = useMutation({ mutationFn: () => call(identity.prove, { body: { password } }), onSuccess: onProven });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog may stand inside another form's tree; its submit is its own.
    event.stopPropagation();
    if (password !== '') proof.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Text size="sm" mb="md">
        {words.proveText}
      </Text>
      {/* Password managers pair a password with the field before it. */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <PasswordField
        name="password"
        label={words.password}
        autoComplete="current-password"
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={proof.isError ? say(proof.error) : undefined}
      />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={proof.isPending}>
          {words.proveButton}
        </Button>
      </Group>
    </form>
  );
}
