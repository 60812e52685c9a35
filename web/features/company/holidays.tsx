import { Button, Checkbox, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { Holiday } from '#contract/business-hours.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { dateFormat } from '#web/lib/formats.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { Spans } from './week-hours.tsx';

/** Days with hours of their own, or none. */
export function Holidays({
  holidays,
  onChange,
}: {
  holidays: readonly Holiday[];
  onChange: (holidays: Holiday[]) => void;
}) {
  const words = useWords(companyWords);
  const locale = localeOf(useLanguage());
  const dayOfYear = (holiday: Holiday) =>
    dateFormat(locale, {
      day: 'numeric',
      month: 'long',
      ...(!holiday.yearly && { year: 'numeric' }),
      timeZone: 'UTC',
    }).format(new Date(holiday.date));
  const sorted = [...holidays].sort((a, b) => (a.date < b.date ? -1 : 1));
  return (
    <div className={styles.holidays}>
      <Title order={3} size="h5">
        {words.holidays}
      </Title>
      {sorted.length === 0 && <p className={styles.about}>{words.noHolidays}</p>}
      {sorted.map((holiday) => (
        <div key={`${holiday.date} ${holiday.yearly}`} className={styles.day}>
          <span className={styles.dayName}>
            {holiday.name}
            <span className={styles.about}>
              {dayOfYear(holiday)}
              {holiday.yearly ? `, ${words.yearly.toLocaleLowerCase(locale)}` : ''}
            </span>
          </span>
          <Spans
            day={holiday.name}
            spans={holiday.spans}
            onChange={(spans) => onChange(holidays.map((one) => (one === holiday ? { ...one, spans } : one)))}
          />
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={words.removeHoliday(holiday.name)}
            onClick={() => onChange(holidays.filter((one) => one !== holiday))}
          >
            ×
          </Button>
        </div>
      ))}
      <AddHoliday onAdd={(holiday) => onChange([...holidays, holiday])} />
    </div>
  );
}

function AddHoliday({ onAdd }: { onAdd: (holiday: Holiday) => void }) {
  const words = useWords(companyWords);
  const [name, setName] = useState('');
  const [date, setDate] = useState('');
  const [yearly, setYearly] = useState(true);
  const add = () => {
    onAdd({ name: name.trim(), date, yearly, spans: [] });
    setName('');
    setDate('');
  };
  return (
    <div className={styles.field}>
      <TextInput
        label={words.holidayName}
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={words.holidayDate}
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <Checkbox
        mb={8}
        label={words.yearly}
        checked={yearly}
        onChange={(event) => setYearly(event.currentTarget.checked)}
      />
      <Button variant="default" disabled={name.trim() === '' || date === ''} onClick={add}>
        {words.addHoliday}
      </Button>
    </div>
  );
}
