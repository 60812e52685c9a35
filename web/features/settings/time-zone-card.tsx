import { Anchor, Text } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { Settings } from '#contract/settings.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import { SearchSelect } from '#web/ui/search-select.tsx';
import { cardTitles } from './card-titles.ts';
import { FieldNotes } from './field-notes.tsx';
import { OwnCard } from './own-card.tsx';
import { profileWords } from './profile-words.ts';
import styles from './settings.module.css';
import { usePreference } from './use-preference.ts';

const spoken = (zone: string) => zone.replaceAll('_', ' ').replaceAll('/', ' / ');

export function TimeZoneCard({ settings }: { settings: Pick<Settings, 'timeZone'> }) {
  const words = useWords(profileWords);
  const titles = useWords(cardTitles);
  const say = useRefusalWords();
  const field = usePreference(settings, 'timeZone');
  const zones = useMemo(() => zonesWith(field.value), [field.value]);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <OwnCard id="time-zone">
      <div className={styles.row}>
        <SearchSelect
          aria-label={titles['time-zone']}
          allowDeselect={false}
          data={zones}
          value={field.value}
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
        {here !== field.value && zones.some((zone) => zone.value === here) && (
          <Anchor component="button" type="button" size="sm" onClick={() => field.commit(here)}>
            {words.takeBrowserZone(spoken(here))}
          </Anchor>
        )}
      </div>
      <FieldNotes noted={field.noted} conflict={field.conflict} now={spoken(String(field.conflict?.now))} />
    </OwnCard>
  );
}

/** Every zone the browser knows; the line's own too, should this browser be older than it. */
function zonesWith(current: string) {
  const known = Intl.supportedValuesOf('timeZone');
  const all = new Set([...known, 'UTC', current]);
  return [...all].sort().map((value) => ({ value, label: spoken(value) }));
}

function TimeThere({ zone }: { zone: string }) {
  const words = useWords(profileWords);
  const language = useLanguage();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 5000);
    return () => clearInterval(timer);
  }, []);
  const format = new Intl.DateTimeFormat(localeOf(language), {
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
