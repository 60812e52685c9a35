import { Button } from '@mantine/core';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { UndoNote, useUndo } from '#web/ui/undo-note.tsx';
import { contactWords } from './contact-words.ts';
import styles from './contacts.module.css';
import { useAddToGroup, useDeleteContacts, useGroupChoices, useRestoreContacts } from './use-contacts.ts';

/** What can be done with several contacts at once. */
export function SelectionBar({ chosen, onDone }: { chosen: ReadonlySet<string>; onDone: () => void }) {
  const words = useWords(contactWords);
  const say = useRefusalWords();
  const groups = useGroupChoices().data?.groups ?? [];
  const add = useAddToGroup();
  const remove = useDeleteContacts();
  const restore = useRestoreContacts();
  const { done, tell, dismiss } = useUndo();
  const ids = [...chosen];
  const error = add.error ?? remove.error ?? restore.error;
  return (
    <section className={styles.selection} aria-label={words.choose}>
      <span role="status">{words.chosen(ids.length)}</span>
      <select
        aria-label={words.addToGroup}
        value=""
        disabled={ids.length === 0 || groups.length === 0}
        onChange={(event) =>
          add.mutate(
            { ids, groupId: event.currentTarget.value },
            { onSuccess: ({ added }) => tell({ what: words.addedToGroup(added.length) }) },
          )
        }
      >
        <option value="">{groups.length === 0 ? words.noGroups : words.chooseGroup}</option>
        {groups.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Button
        size="compact-sm"
        variant="outline"
        color="red"
        disabled={ids.length === 0}
        loading={remove.isPending}
        onClick={() =>
          remove.mutate(ids, {
            onSuccess: ({ deleted }) =>
              tell({ what: words.deleted(deleted.length), undo: () => restore.mutate(deleted) }),
          })
        }
      >
        {words.delete}
      </Button>
      <Button size="compact-sm" variant="default" onClick={onDone}>
        {words.done}
      </Button>
      {error !== null && <FieldError>{say(error)}</FieldError>}
      <UndoNote done={done} label={words.undo} onDismiss={dismiss} />
    </section>
  );
}
