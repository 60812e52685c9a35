import { SegmentedControl } from '@mantine/core';
import type { Settings } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { cardTitles } from './card-titles.ts';
import { FieldNotes } from './field-notes.tsx';
import { OwnCard } from './own-card.tsx';
import { profileWords } from './profile-words.ts';
import styles from './settings.module.css';
import { usePreference } from './use-preference.ts';

export function AppearanceCard({ settings }: { settings: Pick<Settings, 'appearance'> }) {
  const words = useWords(profileWords);
  const titles = useWords(cardTitles);
  const say = useRefusalWords();
  const field = usePreference(settings, 'appearance');
  const choices = (['system', 'light', 'dark'] as const).map((value) => ({ value, label: words[value] }));
  return (
    <OwnCard id="appearance">
      <div className={styles.row}>
        <div>
          <SegmentedControl aria-label={titles.appearance} data={choices} value={field.value} onChange={field.commit} />
        </div>
        <SaveState saved={field.saved} />
      </div>
      <FieldError>{field.error === undefined ? undefined : say(field.error)}</FieldError>
      <FieldNotes
        noted={field.noted}
        conflict={field.conflict}
        now={field.conflict === undefined ? '' : words[field.conflict.now]}
      />
    </OwnCard>
  );
}
