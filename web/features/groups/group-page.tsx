import { Button, Skeleton, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { type Group, groupErrors } from '#contract/groups.ts';
import { may } from '#contract/policy.ts';
import { Refusal } from '#web/lib/api.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useMe } from '#web/lib/queries.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { BackLink } from '#web/ui/back-link.tsx';
import type { CallPart } from '#web/ui/call-part.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { CopyButton } from '#web/ui/copy-button.tsx';
import { EditInPlace } from '#web/ui/edit-in-place.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LateModal } from '#web/ui/late-modal.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import styles from '#web/ui/panes.module.css';
import './refusals.ts';
import { GroupMembers } from './group-members.tsx';
import { groupWords } from './group-words.ts';
import own from './groups.module.css';
import { GroupFace } from './groups-page.tsx';
import { useChangeGroup, useGroup } from './use-groups.ts';

interface GroupPageProps {
  readonly id: string;
  /** Deletes it; how to undo it is offered there. */
  readonly onDelete: (group: Group) => void;
  /** Begins a text to it. */
  readonly onText: (id: string) => void;
  /** Calls a member. */
  readonly call: CallPart;
}

/** One group: its members, how people join it by text, and its name. */
export function GroupPage({ id, onDelete, onText, call }: GroupPageProps) {
  const words = useWords(groupWords);
  const found = useGroup(id);
  const isGone = found.error instanceof Refusal && found.error.code === groupErrors.notFound.code;
  return (
    <div className={styles.page}>
      <BackLink to="/groups">{words.back}</BackLink>
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
        <article aria-labelledby="group-name">
          <Head group={found.data} onDelete={onDelete} onText={onText} />
          <div className={styles.sections}>
            <GroupMembers group={found.data} call={call} />
            <ByText group={found.data} />
            <Details group={found.data} />
          </div>
        </article>
      )}
    </div>
  );
}

function Head({ group, onDelete, onText }: { group: Group } & Pick<GroupPageProps, 'onDelete' | 'onText'>) {
  const words = useWords(groupWords);
  const [asking, setAsking] = useState(false);
  const mayText = may(useMe()?.line.roles ?? [], 'send_to_groups');
  return (
    <header className={styles.head}>
      <GroupFace id={group.id} size={56} />
      <div className={styles.headText}>
        <Title order={1} id="group-name">
          {group.name}
        </Title>
        <Text c="dimmed">{words.members(group.size)}</Text>
        {!mayText && (
          <Text size="sm" c="dimmed">
            {words.textNotYours}
          </Text>
        )}
      </div>
      <div className={styles.actions}>
        {group.size > 0 && mayText && (
          <Button size="sm" onClick={() => onText(group.id)}>
            {words.textGroup}
          </Button>
        )}
        <Button
          component="a"
          href={`/api/contacts/export?format=csv&group=${group.id}`}
          variant="default"
          size="sm"
          download
        >
          {words.exportCsv}
        </Button>
        <Button variant="outline" color="red" size="sm" onClick={() => setAsking(true)}>
          {words.delete}
        </Button>
      </div>
      <LateModal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.deleteTitle(group.name)}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <Text size="sm">{words.deleteText(group.size)}</Text>
        <div className={styles.actions} style={{ marginTop: 16 }}>
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {words.cancel}
          </Button>
          <Button
            variant="outline"
            color="red"
            onClick={() => {
              setAsking(false);
              onDelete(group);
            }}
          >
            {words.deleteButton}
          </Button>
        </div>
      </LateModal>
    </header>
  );
}

function Details({ group }: { group: Group }) {
  const words = useWords(groupWords);
  const say = useRefusalWords();
  const { mutateAsync } = useChangeGroup(group.id);
  return (
    <SettingsCard id="details" title={words.details}>
      <div className={own.form}>
        <EditInPlace
          label={words.name}
          description={words.nameHint}
          value={group.name}
          onSave={(name) => mutateAsync({ name })}
          say={say}
        />
      </div>
    </SettingsCard>
  );
}

function ByText({ group }: { group: Group }) {
  const words = useWords(groupWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const number = useMe()?.line.number ?? null;
  const change = useChangeGroup(group.id);
  const { mutateAsync } = useChangeGroup(group.id);
  const invitation =
    number === null ? undefined : words.howToText(group.keyword.toUpperCase(), formatNumber(number, region));
  return (
    <SettingsCard id="by-text" title={words.byText} description={words.byTextAbout}>
      <div className={own.form}>
        <Switch
          label={words.byTextOn}
          checked={group.joinByText}
          disabled={change.isPending}
          onChange={(event) => change.mutate({ joinByText: event.currentTarget.checked })}
        />
        {change.error !== null && <FieldError>{say(change.error)}</FieldError>}
        <EditInPlace
          label={words.keyword}
          value={group.keyword}
          onSave={(keyword) => mutateAsync({ keyword })}
          say={say}
        />
        {group.joinByText && (
          <EditInPlace
            label={words.joinMessage}
            description={words.joinMessageHint}
            value={group.joinMessage}
            onSave={(joinMessage) => mutateAsync({ joinMessage })}
            say={say}
          />
        )}
        {group.joinByText && invitation !== undefined && (
          <div className={own.howTo}>
            <Text size="sm">
              <strong>{words.howTo}:</strong> {invitation}
            </Text>
            <CopyButton value={invitation} label={words.copy} />
          </div>
        )}
        {group.pending > 0 && (
          <Text size="sm" c="dimmed">
            {words.pendingCount(group.pending)}
          </Text>
        )}
      </div>
    </SettingsCard>
  );
}
