import { ActionIcon, Button, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Contact } from '#contract/contacts.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { EditInPlace } from '#web/ui/edit-in-place.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { CloseIcon } from '#web/ui/more-icons.tsx';
import { contactWords } from './contact-words.ts';
import own from './contacts.module.css';
import { useChangeContact } from './use-contacts.ts';

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Fields of the line's own making. */
export function ContactFields({ contact }: { contact: Contact }) {
  const words = useWords(contactWords);
  const say = useRefusalWords();
  const change = useChangeContact(contact.id);
  const fields = Object.entries(contact.fields);
  return (
    <SettingsCard id="fields" title={words.fields} description={words.fieldsAbout}>
      <div className={own.form}>
        {fields.map(([name, value]) => (
          <div key={name} className={own.fieldRow}>
            <EditInPlace
              label={name}
              value={textOf(value)}
              onSave={(text) => change.mutateAsync({ set: { fields: { [name]: text } } })}
              say={say}
            />
            <ActionIcon
              aria-label={words.removeField(name)}
              size={36}
              onClick={() => change.mutate({ set: { fields: { [name]: null } } })}
            >
              <CloseIcon size={16} />
            </ActionIcon>
          </div>
        ))}
        {fields.length === 0 && (
          <Text size="sm" c="dimmed">
            {words.noFields}
          </Text>
        )}
        <NewField contact={contact} />
      </div>
    </SettingsCard>
  );
}

function NewField({ contact }: { contact: Contact }) {
  const words = useWords(contactWords);
  const say = useRefusalWords();
  const change = useChangeContact(contact.id);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { set: { fields: { [name]: value } } },
      {
        onSuccess: () => {
          setName('');
          setValue('');
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <div className={own.newField}>
        <TextInput
          label={words.fieldName}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput label={words.fieldValue} value={value} onChange={(event) => setValue(event.currentTarget.value)} />
        <Button
          type="submit"
          variant="default"
          loading={change.isPending}
          disabled={name.trim() === '' || value.trim() === ''}
        >
          {words.addField}
        </Button>
      </div>
      {change.error !== null && <FieldError>{say(change.error)}</FieldError>}
    </form>
  );
}
