import { SegmentedControl } from '@mantine/core';
import type { Language } from '#contract/identity.ts';
import type { Settings } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { FieldNotes } from './field-notes.tsx';
import { profileWords } from './profile-words.ts';
import styles from './settings.module.css';
import { usePreference } from './use-preference.ts';

// Each language is named in itself, so that it is found by those who read only that one.
const names = { en: 'English', es: 'Español' } as const satisfies Record<Language, string>;
const choices = (['en', 'es'] as const).map((value) => ({ value, label: <span lang={value}>{names[value]}</span> }));

export function LanguageCard({ settings }: { settings: Pick<Settings, 'language'> }) {
  const words = useWords(profileWords);
  const say = useRefusalWords();
  const field = usePreference(settings, 'language');
  return (
    <SettingsCard id="language" level={3} title={words.language} description={words.languageAbout}>
      <div className={styles.row}>
        <div>
          <SegmentedControl aria-label={words.language} data={choices} value={field.value} onChange={field.commit} />
        </div>
        <SaveState saved={field.saved} />
      </div>
      <FieldError>{field.error === undefined ? undefined : say(field.error)}</FieldError>
      <FieldNotes
        noted={field.noted}
        conflict={field.conflict}
        now={field.conflict === undefined ? '' : names[field.conflict.now]}
      />
    </SettingsCard>
  );
}
