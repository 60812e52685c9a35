import { Button, Skeleton, Text, Title } from '@mantine/core';
import { type Contact, contactErrors } from '#contract/contacts.ts';
import { Refusal } from '#web/lib/api.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { BackLink } from '#web/ui/back-link.tsx';
import { type CallPart, CallSlot } from '#web/ui/call-part.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { EditInPlace } from '#web/ui/edit-in-place.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import styles from '#web/ui/panes.module.css';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import './refusals.ts';
import { ContactFace } from './contact-face.tsx';
import { ContactFields } from './contact-fields.tsx';
import { ContactGroups } from './contact-groups.tsx';
import { contactWords } from './contact-words.ts';
import own from './contacts.module.css';
import { useChangeContact, useContact, useScreenContact } from './use-contacts.ts';

interface ContactPageProps {
  readonly id: string;
  /** Deletes it and leaves the page; how to undo it is offered there. */
  readonly onDelete: (id: string) => void;
  /** Opens the composer. */
  readonly onText: (number: string) => void;
  readonly call: CallPart;
}

/** One contact: who they are, each fact edited where it stands. */
export function ContactPage({ id, onDelete, onText, call }: ContactPageProps) {
  const words = useWords(contactWords);
  const found = useContact(id);
  const isGone = found.error instanceof Refusal && found.error.code === contactErrors.notFound.code;
  return (
    <div className={styles.page}>
      <BackLink to="/contacts">{words.back}</BackLink>
      {found.isPending && <Skeleton height={320} radius="lg" />}
      {isGone && (
        <Message kind="warning" title={words.gone}>
          {words.goneHint}
        </Message>
      )}
      {found.isError && !isGone && (
        <LoadFailed error={found.error} onRetry={() => void found.refetch()} retrying={found.isFetching} />
      )}
      {found.data !== undefined && !isGone && (
        <Open contact={found.data} onDelete={() => onDelete(id)} onText={onText} call={call} />
      )}
    </div>
  );
}

interface OpenProps {
  readonly contact: Contact;
  readonly onDelete: () => void;
  readonly onText: (number: string) => void;
  readonly call: CallPart;
}

function Open({ contact, onDelete, onText, call }: OpenProps) {
  const words = useWords(contactWords);
  return (
    <article aria-labelledby="contact-name">
      <Head contact={contact} onDelete={onDelete} onText={onText} call={call} />
      <div className={styles.sections}>
        {contact.screened && <Message kind="warning">{words.blockedNote}</Message>}
        {contact.blocked && <Message kind="warning">{words.optedOutNote}</Message>}
        <Details contact={contact} />
        <ContactGroups contact={contact} />
        <ContactFields contact={contact} />
      </div>
    </article>
  );
}

function Head({ contact, onDelete, onText, call }: OpenProps) {
  const words = useWords(contactWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const screen = useScreenContact(contact.id);
  return (
    <header className={styles.head}>
      <ContactFace id={contact.id} name={contact.name} size={56} />
      <div className={styles.headText}>
        <Title order={1} id="contact-name">
          {contact.name || formatNumber(contact.number, region)}
        </Title>
        {contact.name !== '' && (
          <Text c="dimmed">
            <PhoneNumber number={contact.number} />
          </Text>
        )}
      </div>
      <div className={styles.actions}>
        <Button size="sm" onClick={() => onText(contact.number)}>
          {words.sendText}
        </Button>
        <CallSlot
          part={call}
          number={contact.number}
          who={contact.name || formatNumber(contact.number, region)}
          look="button"
        />
        <Button variant="default" size="sm" loading={screen.isPending} onClick={() => screen.mutate(!contact.screened)}>
          {contact.screened ? words.unblockAction : words.blockAction}
        </Button>
        <Button variant="outline" color="red" size="sm" onClick={onDelete}>
          {words.delete}
        </Button>
      </div>
      {screen.error !== null && <FieldError>{say(screen.error)}</FieldError>}
    </header>
  );
}

function Details({ contact }: { contact: Contact }) {
  const words = useWords(contactWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const { mutateAsync } = useChangeContact(contact.id);
  const save = (field: 'name' | 'number' | 'keyword' | 'notes') => (value: string) =>
    mutateAsync({ set: { [field]: value }, was: { [field]: contact[field] } });
  return (
    <SettingsCard id="details" title={words.details}>
      <div className={own.form}>
        <EditInPlace label={words.name} value={contact.name} onSave={save('name')} say={say} />
        <EditInPlace
          label={words.number}
          value={formatNumber(contact.number, region)}
          inputMode="tel"
          onSave={save('number')}
          say={say}
        />
        <EditInPlace
          label={words.keyword}
          description={words.keywordHint}
          value={contact.keyword ?? ''}
          onSave={(value) =>
            mutateAsync({ set: { keyword: value.trim() === '' ? null : value }, was: { keyword: contact.keyword } })
          }
          say={say}
        />
        <EditInPlace label={words.notes} value={contact.notes} multiline onSave={save('notes')} say={say} />
      </div>
    </SettingsCard>
  );
}
