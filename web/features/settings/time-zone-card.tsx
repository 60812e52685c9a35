import { Anchor, Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { Settings } from '#contract/settings.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { dateFormat } from '#web/lib/formats.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { spokenZone, zoneHere, zonesWith } from '#web/lib/time-zones.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { SearchSelect } from '#web/ui/search-select.tsx';
import { cardTitles } from './card-titles.ts';
import { FieldNotes } from './field-notes.tsx';
import { OwnCard } from './own-card.tsx';
import { profileWords } from './profile-words.ts';
import styles from './settings.module.css';
import { usePreference } from './use-preference.ts';

export function TimeZoneCard({ settings }: { settings: Pick<Settings, 'timeZone'> }) {
  const words = useWords(profileWords);
  const titles = useWords(cardTitles);
  const say = useRefusalWords();
  const field = usePreference(settings, 'timeZone');
  const zones = useCallback(() => zonesWith(field.value), [field.value]);
  const here = zoneHere();
  return (
    <OwnCard id="time-zone">
      <div className={styles.row}>
        <SearchSelect
          aria-label={titles['time-zone']}
          allowDeselect={false}
          choices={zones}
          value={field.value}
          chosen={spokenZone(field.value)}
          onChange={(zone) => zone !== null && field.commit(zone)}
          nothingFoundMessage={words.noZone}
          placeholder={words.searchZone}
          comboboxProps={{ transitionProps: { duration: 0 } }}
          error={field.error === undefined ? undefined : say(field.error)}
        />
        <SaveState saved={field.saved} />
      </div>
      <div className={`${styles.fact} ${styles.zone}`}>
        <TimeThere zone={field.value} />
        {here !== undefined && here !== field.value && (
          <Anchor component="button" type="button" size="sm" onClick={() => field.commit(here)}>
            {words.takeBrowserZone(spokenZone(here))}
          </Anchor>
        )}
      </div>
      <FieldNotes noted={field.noted} conflict={field.conflict} now={spokenZone(String(field.conflict?.now))} />
    </OwnCard>
  );
}

function TimeThere({ zone }: { zone: string }) {
  const words = useWords(profileWords);
  const language = useLanguage();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 5000);
    return () => clearInterval(timer);
  }, []);
  const format = dateFormat(localeOf(language), {
    timeZone: zone,
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
  });
  return (
    <Text size="sm" c="dimmed" className="tabular">
      {words.timeThere(format.format(now))}
    </Text>
  );
}
