import { SegmentedControl } from '@mantine/core';
import type { Language } from '#contract/identity.ts';
import type { Settings } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { cardTitles } from './card-titles.ts';
import { FieldNotes } from './field-notes.tsx';
import { OwnCard } from './own-card.tsx';
import styles from './settings.module.css';
import { usePreference } from './use-preference.ts';

// Each language is named in itself, so that it is found by those who read only that one.
const names = { en: 'English', es: 'Español' } as const satisfies Record<Language, string>;
const choices = (['en', 'es'] as const).map((value) => ({ value, label: <span lang={value}>{names[value]}</span> }));

export function LanguageCard({ settings }: { settings: Pick<Settings, 'language'> }) {
  const titles = useWords(cardTitles);
  const say = useRefusalWords();
  const field = usePreference(settings, 'language');
  return (
    <OwnCard id="language">
      <div className={styles.row}>
        <div>
          <SegmentedControl aria-label={titles.language} data={choices} value={field.value} onChange={field.commit} />
        </div>
        <SaveState saved={field.saved} />
      </div>
      <FieldError>{field.error === undefined ? undefined : say(field.error)}</FieldError>
      <FieldNotes
        noted={field.noted}
        conflict={field.conflict}
        now={field.conflict === undefined ? '' : names[field.conflict.now]}
      />
    </OwnCard>
  );
}
