import { Button, Textarea, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { contactErrors } from '#contract/contacts.ts';
import { Refusal } from '#web/lib/api.ts';
import { fieldOf, useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { BackLink } from '#web/ui/back-link.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import styles from '#web/ui/panes.module.css';
import './refusals.ts';
import { contactWords } from './contact-words.ts';
import own from './contacts.module.css';
import { useAddContact } from './use-contacts.ts';

/** A new contact: a number, and as much more as one knows. */
export function AddContactPage({ onAdded }: { onAdded: (id: string) => void }) {
  const words = useWords(contactWords);
  const say = useRefusalWords();
  const add = useAddContact();
  const [facts, setFacts] = useState({ name: '', number: '', keyword: '', notes: '' });
  const set = (field: keyof typeof facts) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setFacts((now) => ({ ...now, [field]: value }));
    add.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { keyword, ...others } = facts;
    add.mutate({ ...others, ...(keyword.trim() !== '' && { keyword }) }, { onSuccess: ({ id }) => onAdded(id) });
  };
  const errorOf = (field: string) => (fieldOf(add.error) === field ? say(add.error) : undefined);
  const isElsewhere = add.error !== null && !['name', 'number', 'keyword', 'notes'].includes(fieldOf(add.error) ?? '');
  const holder =
    add.error instanceof Refusal && add.error.code === contactErrors.numberTaken.code
      ? add.error.detail['id']
      : undefined;
  return (
    <div className={styles.page}>
      <BackLink to="/contacts">{words.back}</BackLink>
      <Title order={1} mb="md">
        {words.newTitle}
      </Title>
      <form className={own.form} onSubmit={submit} noValidate>
        <TextInput
          label={words.name}
          value={facts.name}
          onChange={set('name')}
          error={errorOf('name')}
          data-autofocus
          autoComplete="off"
        />
        <div>
          <TextInput
            label={words.number}
            description={words.numberHint}
            type="tel"
            required
            autoComplete="off"
            value={facts.number}
            onChange={set('number')}
            error={errorOf('number')}
          />
          {typeof holder === 'string' && (
            <Link to="/contacts/$contact" params={{ contact: holder }} className={own.holder}>
              {words.openThem}
            </Link>
          )}
        </div>
        <TextInput
          label={words.keyword}
          description={words.keywordHint}
          value={facts.keyword}
          onChange={set('keyword')}
          error={errorOf('keyword')}
          autoComplete="off"
        />
        <Textarea
          label={words.notes}
          value={facts.notes}
          onChange={set('notes')}
          error={errorOf('notes')}
          autosize
          minRows={3}
        />
        <FieldError>{isElsewhere ? say(add.error) : undefined}</FieldError>
        <div className={styles.actions}>
          <Button type="submit" loading={add.isPending}>
            {words.save}
          </Button>
          <Button component={Link} to="/contacts" variant="default">
            {words.cancel}
          </Button>
        </div>
      </form>
    </div>
  );
}
