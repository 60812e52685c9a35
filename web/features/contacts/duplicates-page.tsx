import { Button, Skeleton, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { contacts } from '#contract/contacts.ts';
import type { ReplyOf } from '#contract/endpoint.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { BackLink } from '#web/ui/back-link.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import styles from '#web/ui/panes.module.css';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import './refusals.ts';
import { ContactFace } from './contact-face.tsx';
import { contactWords } from './contact-words.ts';
import own from './contacts.module.css';
import { useDuplicates, useJoinContacts } from './use-contacts.ts';

type Suggested = ReplyOf<typeof contacts.duplicates>['sets'][number];

/** Contacts that may be one person, and a button that makes them one. */
export function DuplicatesPage() {
  const words = useWords(contactWords);
  const found = useDuplicates();
  return (
    <div className={styles.page}>
      <BackLink to="/contacts">{words.back}</BackLink>
      <Title order={1}>{words.duplicatesTitle}</Title>
      <Text c="dimmed" size="sm" mt={4}>
        {words.duplicatesAbout}
      </Text>
      <div className={styles.sections}>
        {found.isPending && <Skeleton height={200} radius="lg" />}
        {found.isError && (
          <LoadFailed error={found.error} onRetry={() => void found.refetch()} retrying={found.isFetching} />
        )}
        {found.data?.sets.length === 0 && <Text role="status">{words.noDuplicates}</Text>}
        {found.data?.sets.map((set) => (
          <SetCard key={`${set.because} ${set.value}`} set={set} />
        ))}
      </div>
    </div>
  );
}

function SetCard({ set }: { set: Suggested }) {
  const words = useWords(contactWords);
  const say = useRefusalWords();
  const join = useJoinContacts();
  const [keep, setKeep] = useState(set.contacts[0]?.id ?? '');
  const others = set.contacts.map(({ id }) => id).filter((id) => id !== keep);
  return (
    <SettingsCard
      id={`set-${keep}-${set.because}`}
      title={set.because === 'name' ? words.sameName(set.contacts[0]?.name ?? set.value) : words.sameEmail(set.value)}
      footer={
        <>
          <Button variant="default" loading={join.isPending} onClick={() => join.mutate({ keep, others })}>
            {words.join(set.contacts.length)}
          </Button>
          {join.error !== null && <FieldError>{say(join.error)}</FieldError>}
        </>
      }
    >
      <fieldset className={own.set}>
        <legend className="visually-hidden">{words.keep}</legend>
        {set.contacts.map((contact) => (
          <label key={contact.id}>
            <input
              type="radio"
              className={own.tick}
              name={`${set.because} ${set.value}`}
              checked={contact.id === keep}
              onChange={() => setKeep(contact.id)}
            />
            <ContactFace id={contact.id} name={contact.name} size={32} />
            <span className={styles.rowText}>
              <span className={styles.rowName}>{contact.name}</span>
              <span className={styles.rowMore}>
                <PhoneNumber number={contact.number} />
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </SettingsCard>
  );
}
