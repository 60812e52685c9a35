import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Contact } from '#contract/contacts.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { CloseIcon } from '#web/ui/more-icons.tsx';
import { contactWords } from './contact-words.ts';
import own from './contacts.module.css';
import { useAddToGroup, useGroupChoices, useLeaveGroup } from './use-contacts.ts';

/** The groups a contact is in, and the way into another. */
export function ContactGroups({ contact }: { contact: Contact }) {
  const words = useWords(contactWords);
  const say = useRefusalWords();
  const all = useGroupChoices().data?.groups ?? [];
  const add = useAddToGroup();
  const leave = useLeaveGroup(contact.id);
  const free = all.filter(({ id }) => !contact.groups.some((one) => one.id === id && one.state === 'joined'));
  const error = add.error ?? leave.error;
  return (
    <SettingsCard id="groups" title={words.groups}>
      <div className={own.groups}>
        {contact.groups.length === 0 && (
          <Text size="sm" c="dimmed">
            {words.noGroupsYet}
          </Text>
        )}
        {contact.groups.map(({ id, name, state }) => (
          <span key={id} className={own.group}>
            <Link to="/groups/$group" params={{ group: id }}>
              {name}
            </Link>
            {state === 'pending' && <span>({words.pending})</span>}
            <button type="button" aria-label={words.leave(name)} onClick={() => leave.mutate(id)}>
              <CloseIcon size={14} />
            </button>
          </span>
        ))}
        {free.length > 0 && (
          <select
            className={own.choice}
            aria-label={words.addToGroup}
            value=""
            onChange={(event) => add.mutate({ ids: [contact.id], groupId: event.currentTarget.value })}
          >
            <option value="">{words.addToGroup}…</option>
            {free.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </div>
      {error !== null && <FieldError>{say(error)}</FieldError>}
    </SettingsCard>
  );
}
