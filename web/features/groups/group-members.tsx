import { ActionIcon, Skeleton, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Group, Member } from '#contract/groups.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { Avatar, inkFor } from '#web/ui/avatar.tsx';
import { type CallPart, CallSlot } from '#web/ui/call-part.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { PersonIcon } from '#web/ui/icons.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { CloseIcon } from '#web/ui/more-icons.tsx';
import styles from '#web/ui/panes.module.css';
import { UndoNote, useUndo } from '#web/ui/undo-note.tsx';
import { WindowList } from '#web/ui/window-list.tsx';
import { groupWords } from './group-words.ts';
import own from './groups.module.css';
import { useChangeMembers, useFound, useMembers } from './use-groups.ts';

const rowHeight = 60;

/** Who is in a group; adding finds contacts as one types, taking out can be undone. */
export function GroupMembers({ group, call }: { group: Group; call: CallPart }) {
  const words = useWords(groupWords);
  const say = useRefusalWords();
  const list = useMembers(group.id);
  const change = useChangeMembers(group.id);
  const { done, tell, dismiss } = useUndo();
  const members = list.data?.pages.flatMap((page) => page.members) ?? [];
  const takeOut = (member: Member, name: string) =>
    change.mutate(
      { remove: [member.id] },
      { onSuccess: () => tell({ what: words.removed(name), undo: () => change.mutate({ add: [member.id] }) }) },
    );
  return (
    <SettingsCard id="members" title={words.membersTitle}>
      <AddMember members={members} onAdd={(id) => change.mutate({ add: [id] })} />
      {change.error !== null && <FieldError>{say(change.error)}</FieldError>}
      {list.isPending && <Skeleton height={120} mt="sm" />}
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />}
      {list.data !== undefined && members.length === 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {words.noMembers}
        </Text>
      )}
      {members.length > 0 && (
        // Room for the rows there are; many scroll by themselves.
        <div className={own.members} style={{ height: `min(60dvh, ${members.length * rowHeight + 1}px)` }}>
          <WindowList
            label={words.membersTitle}
            rows={members}
            keyOf={(one) => one.id}
            more={list}
            moreLabel={words.membersTitle}
          >
            {(member) => <Row member={member} onTakeOut={takeOut} call={call} />}
          </WindowList>
        </div>
      )}
      <UndoNote done={done} label={words.undo} onDismiss={dismiss} />
    </SettingsCard>
  );
}

interface RowProps {
  readonly member: Member;
  readonly onTakeOut: (member: Member, name: string) => void;
  readonly call: CallPart;
}

function Row({ member, onTakeOut, call }: RowProps) {
  const words = useWords(groupWords);
  const { region } = usePlace();
  const number = formatNumber(member.number, region);
  const name = member.name || number;
  return (
    <div className={own.member}>
      <Link to="/contacts/$contact" params={{ contact: member.id }} className={styles.row}>
        {member.name === '' ? (
          <span
            aria-hidden="true"
            className={styles.face}
            style={{ width: 36, height: 36, background: inkFor(member.id) }}
          >
            <PersonIcon size={20} />
          </span>
        ) : (
          <Avatar id={member.id} name={member.name} picture={null} size={36} />
        )}
        <span className={styles.rowText}>
          <span className={styles.rowName}>{name}</span>
          {member.name !== '' && <span className={`${styles.rowMore} tabular`}>{number}</span>}
        </span>
        {member.state === 'pending' && <span className={styles.tag}>{words.pending}</span>}
        {member.screened && <span className={styles.tag}>{words.screened}</span>}
        {member.blocked && (
          <span className={styles.tag} data-kind="warning">
            {words.optedOut}
          </span>
        )}
      </Link>
      <CallSlot part={call} number={member.number} who={name} look="icon" />
      <ActionIcon aria-label={words.remove(name)} onClick={() => onTakeOut(member, name)}>
        <CloseIcon size={16} />
      </ActionIcon>
    </div>
  );
}

function AddMember({ members, onAdd }: { members: readonly Member[]; onAdd: (id: string) => void }) {
  const words = useWords(groupWords);
  const { region } = usePlace();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const found = useFound(wanted);
  const inside = new Set(members.filter(({ state }) => state === 'joined').map(({ id }) => id));
  const offered = (found.data?.contacts ?? []).filter(({ id }) => !inside.has(id));
  const add = (id: string) => {
    onAdd(id);
    setText('');
  };
  return (
    <div className={own.form}>
      <div>
        <TextInput
          type="search"
          label={words.addMember}
          value={text}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText('');
            if (event.key === 'Enter' && offered[0] !== undefined && !found.isPlaceholderData) add(offered[0].id);
          }}
        />
        {wanted !== '' && offered.length > 0 && (
          <ul className={own.found}>
            {offered.map((one) => {
              const number = formatNumber(one.number, region);
              return (
                <li key={one.id}>
                  <button type="button" aria-label={words.addThis(one.name || number)} onClick={() => add(one.id)}>
                    <span className={styles.rowName}>{one.name || number}</span>
                    {one.name !== '' && <span className={`${styles.rowMore} tabular`}>{number}</span>}
                  </button>
                </li>
              );
            })}
          </ul>
        )}
        {wanted !== '' && found.data !== undefined && !found.isFetching && offered.length === 0 && (
          <Text size="sm" c="dimmed" role="status" mt={4}>
            {words.nobodyFound}
          </Text>
        )}
      </div>
    </div>
  );
}
