import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { identity } from '#contract/identity.ts';
import { call } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { PasswordField } from '#web/ui/password-field.tsx';
import { useAfterMount } from '#web/ui/use-after-mount.ts';
import { stepUpWords } from './step-up-words.ts';

export interface StepUpDialogProps {
  opened: boolean;
  username: string;
  onProven: () => void;
  onCancel: () => void;
}

/** Asks for the password once more. Focus stays inside and returns to where it was; Escape cancels. */
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

function ProofForm({ username, onProven, onCancel }: Omit<StepUpDialogProps, 'opened'>) {
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
