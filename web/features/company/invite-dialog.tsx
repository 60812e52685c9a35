import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Role } from '#contract/policy.ts';
import { fieldOf, useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import styles from './company.module.css';
import { Dialog } from './dialog.tsx';
import { RolesField } from './roles-field.tsx';
import { useInvite } from './use-lines.ts';
import { lineWords } from './words.ts';

/** "Invite somebody": who, where the link goes, and what they will be allowed to do. */
export function InviteDialog() {
  const words = useWords(lineWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.invite}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={words.inviteTitle}>
        <InviteForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const words = useWords(lineWords);
  const say = useRefusalWords();
  const invite = useInvite();
  const [name, setName] = useState('');
  const [to, setTo] = useState('');
  const [roles, setRoles] = useState<Role[]>(['member']);
  // Numbers and addresses are typed into one field here, whatever the server calls it.
  const raw = invite.error === null ? undefined : fieldOf(invite.error);
  const field = raw === 'email' || raw === 'cell' || raw === 'number' ? 'to' : raw;
  const errorOf = (of: string) => (field === of ? say(invite.error) : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!invite.isPending && roles.length > 0) invite.mutate({ name, to, roles }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={words.inviteName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="off"
          maxLength={400}
          data-autofocus
          error={errorOf('name')}
        />
        <TextInput
          label={words.inviteTo}
          description={words.inviteToAbout}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          autoComplete="off"
          maxLength={400}
          error={errorOf('to')}
        />
        <RolesField value={roles} onChange={setRoles} error={errorOf('roles')} />
      </Stack>
      <FieldError>
        {invite.error !== null && !['name', 'to', 'roles'].includes(field ?? '') ? say(invite.error) : undefined}
      </FieldError>
      <div className={styles.actions}>
        <Button variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
        <Button
          type="submit"
          loading={invite.isPending}
          disabled={name.trim() === '' || to.trim() === '' || roles.length === 0}
        >
          {words.sendInvitation}
        </Button>
      </div>
    </form>
  );
}
