import { ActionIcon, Button } from '@mantine/core';
import type { Span } from '#contract/business-hours.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { dateFormat } from '#web/lib/formats.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';

/** Monday's name is that of a day known to be one. */
const dayName = (locale: string, index: number) =>
  dateFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + index)));

export function WeekHours({ week, onChange }: { week: readonly Span[][]; onChange: (week: Span[][]) => void }) {
  const words = useWords(companyWords);
  const locale = localeOf(useLanguage());
  const set = (index: number, spans: Span[]) => onChange(week.map((old, place) => (place === index ? spans : old)));
  return (
    <div className={styles.days}>
      {week.map((spans, index) => {
        const day = dayName(locale, index);
        return (
          <div key={day} className={styles.day}>
            <span className={styles.dayName}>{day}</span>
            <Spans day={day} spans={spans} onChange={(next) => set(index, next)} />
          </div>
        );
      })}
      <div>
        <Button
          variant="subtle"
          size="xs"
          onClick={() => onChange(week.map((old, index) => (index > 0 && index < 5 ? (week[0] ?? []) : old)))}
        >
          {words.copyDown}
        </Button>
      </div>
    </div>
  );
}

/** The spans of one day; none: closed. */
export function Spans({
  day,
  spans,
  onChange,
}: {
  day: string;
  spans: readonly Span[];
  onChange: (spans: Span[]) => void;
}) {
  const words = useWords(companyWords);
  const set = (index: number, span: Span) => onChange(spans.map((old, place) => (place === index ? span : old)));
  const last = spans.at(-1);
  return (
    <div className={styles.spans}>
      {spans.length === 0 && <span className={styles.about}>{words.closed}</span>}
      {spans.map((span, index) => (
        // Spans have no other name than their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is edited in its place, and only the last is added
        <span key={index} className={styles.span}>
          <Time label={words.fromOf(day)} value={span.from} onChange={(from) => set(index, { ...span, from })} />
          <span aria-hidden="true">–</span>
          <Time label={words.toOf(day)} value={span.to} end onChange={(to) => set(index, { ...span, to })} />
          <ActionIcon
            aria-label={words.removeSpanOf(day)}
            size={32}
            onClick={() => onChange(spans.filter((_, place) => place !== index))}
          >
            ×
          </ActionIcon>
        </span>
      ))}
      {spans.length < 4 && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={words.addSpanOf(day)}
          onClick={() => onChange([...spans, nextAfter(last)])}
        >
          {words.addSpan}
        </Button>
      )}
    </div>
  );
}

/** Free room after what is there: an hour later, for as long as the day lasts. */
function nextAfter(last: Span | undefined): Span {
  if (last === undefined) return { from: '09:00', to: '17:00' };
  const hour = Math.min(22, Number(last.to.slice(0, 2)) + 1);
  return {
    from: `${String(hour).padStart(2, '0')}:00`,
    to: hour >= 17 ? '24:00' : `${String(hour + 4).padStart(2, '0')}:00`,
  };
}

/** The browser's own time field, which phones show as a wheel. Midnight at the end of a day is 00:00 there. */
function Time({
  label,
  value,
  end = false,
  onChange,
}: {
  label: string;
  value: string;
  end?: boolean;
  onChange: (time: string) => void;
}) {
  return (
    <input
      type="time"
      className={styles.time}
      aria-label={label}
      value={value === '24:00' ? '00:00' : value}
      onChange={(event) => {
        const time = event.currentTarget.value;
        if (time !== '') onChange(end && time === '00:00' ? '24:00' : time);
      }}
    />
  );
}
