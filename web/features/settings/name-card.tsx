import { Button, TextInput } from '@mantine/core';
import type { Settings } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { cardTitles } from './card-titles.ts';
import { FieldNotes } from './field-notes.tsx';
import { OwnCard } from './own-card.tsx';
import { SaveRow } from './save-row.tsx';
import { useField } from './use-field.ts';
import { useChangeName } from './use-name.ts';
import { settingsWords } from './words.ts';

export function NameCard({ settings }: { settings: Pick<Settings, 'name'> }) {
  const titles = useWords(cardTitles);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const { mutateAsync } = useChangeName();
  const field = useField({
    current: settings.name,
    save: async (name, was) => (await mutateAsync({ name, was })).name,
    readNow: (now) => (typeof now === 'string' ? now : undefined),
  });
  return (
    <OwnCard id="name">
      <SaveRow onSave={field.submit} onRestore={field.restore}>
        <TextInput
          aria-label={titles.name}
          name="name"
          autoComplete="name"
          maxLength={400}
          value={field.value}
          onChange={(event) => field.change(event.currentTarget.value)}
          error={field.error === undefined ? undefined : say(field.error)}
        />
        <Button type="submit" disabled={!field.dirty} loading={field.saving}>
          {page.save}
        </Button>
        <SaveState saved={field.saved} />
      </SaveRow>
      <FieldNotes noted={field.noted} conflict={field.conflict} now={String(field.conflict?.now)} />
    </OwnCard>
  );
}
