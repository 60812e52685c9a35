import { Button, List, Text, TextInput } from '@mantine/core';
import type { Settings } from '#contract/settings.ts';
import { Refusal } from '#web/lib/api.ts';
import { dayOf } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { Message } from '#web/ui/message.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { cardTitles } from './card-titles.ts';
import { FieldNotes } from './field-notes.tsx';
import { OwnCard } from './own-card.tsx';
import { profileWords } from './profile-words.ts';
import { SaveRow } from './save-row.tsx';
import { useField } from './use-field.ts';
import { useChangeUsername, useUsernameCheck } from './use-username.ts';
import { settingsWords } from './words.ts';

export function UsernameCard({ settings }: { settings: Pick<Settings, 'username' | 'formerUsernames'> }) {
  const words = useWords(profileWords);
  const titles = useWords(cardTitles);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const { mutateAsync } = useChangeUsername();
  const field = useField({
    current: settings.username,
    save: async (username, was) => (await mutateAsync({ username, was })).username,
    readNow: (now) => (typeof now === 'string' ? now : undefined),
  });
  const { answer, checking } = useUsernameCheck(field.value, field.dirty);
  const refused = answer?.free === false ? say(new Refusal(answer.why ?? '', 409, '')) : undefined;
  const error = field.error === undefined ? refused : say(field.error);
  const wanted = field.value.trim();
  return (
    <OwnCard id="username">
      <SaveRow onSave={field.submit} onRestore={field.restore}>
        <TextInput
          aria-label={titles.username}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={200}
          value={field.value}
          onChange={(event) => field.change(event.currentTarget.value)}
          error={error}
        />
        <Button type="submit" disabled={!field.dirty || refused !== undefined} loading={field.saving}>
          {page.save}
        </Button>
        <SaveState saved={field.saved} />
      </SaveRow>
      <Text size="sm" c="dimmed" role="status" mt={field.dirty ? 'xs' : 0}>
        {field.dirty && error === undefined && (answer?.free ? words.free(wanted) : checking && words.checking)}
      </Text>
      {field.dirty && refused === undefined && wanted !== '' && field.conflict === undefined && (
        <div style={{ marginTop: 12 }}>
          <Message kind="info" title={words.consequencesTitle}>
            <List size="sm">
              <List.Item>{words.consequenceSignIn(wanted)}</List.Item>
              <List.Item>{words.consequenceOld(settings.username)}</List.Item>
              <List.Item>{words.consequenceHeld(settings.username)}</List.Item>
            </List>
          </Message>
        </div>
      )}
      <FieldNotes noted={field.noted} conflict={field.conflict} now={String(field.conflict?.now)} />
      <FormerUsernames settings={settings} />
    </OwnCard>
  );
}

function FormerUsernames({ settings }: { settings: Pick<Settings, 'formerUsernames'> }) {
  const words = useWords(profileWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  if (settings.formerUsernames.length === 0) return null;
  return (
    <div style={{ marginTop: 16 }}>
      <Text size="sm" fw={550}>
        {words.formerTitle}
      </Text>
      <List size="sm" c="dimmed" mt={4}>
        {settings.formerUsernames.map((former) => (
          <List.Item key={former.username} style={{ overflowWrap: 'anywhere' }}>
            {words.formerUntil(former.username, dayOf(former.worksUntil, language, timeZone))}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
