import { Button, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { BackLink } from '#web/ui/back-link.tsx';
import styles from '#web/ui/panes.module.css';
import './refusals.ts';
import { groupWords } from './group-words.ts';
import own from './groups.module.css';
import { useAddGroup } from './use-groups.ts';

/** A new group needs a name; its keyword is made of it. */
export function AddGroupPage({ onAdded }: { onAdded: (id: string) => void }) {
  const words = useWords(groupWords);
  const say = useRefusalWords();
  const add = useAddGroup();
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ name }, { onSuccess: ({ id }) => onAdded(id) });
  };
  return (
    <div className={styles.page}>
      <BackLink to="/groups">{words.back}</BackLink>
      <Title order={1} mb="md">
        {words.newTitle}
      </Title>
      <form className={own.form} onSubmit={submit} noValidate>
        <TextInput
          label={words.name}
          description={words.nameHint}
          value={name}
          autoComplete="off"
          error={add.error === null ? undefined : say(add.error)}
          onChange={(event) => {
            setName(event.currentTarget.value);
            add.reset();
          }}
        />
        <div className={styles.actions}>
          <Button type="submit" loading={add.isPending}>
            {words.save}
          </Button>
          <Button component={Link} to="/groups" variant="default">
            {words.cancel}
          </Button>
        </div>
      </form>
    </div>
  );
}
