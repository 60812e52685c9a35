import type { PlanUsage } from '#contract/plan.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { countIn, dayOfCycle } from './format.ts';
import styles from './usage-dialog.module.css';
import { planWords } from './words.ts';

export interface UsageChartProps {
  readonly days: readonly { readonly company: number; readonly own: number; readonly place: number }[];
  readonly cycle: PlanUsage['cycle'];
  readonly label: string;
}

/** A bar a day, the dark part one's own. Two inks; the highest day, the first and today are named where they stand. */
export function UsageChart({ days, cycle, label }: UsageChartProps) {
  const words = useWords(planWords);
  const language = useLanguage();
  const count = countIn(language);
  const length = Math.max(days.length, (Date.parse(cycle.renewsOn) - Date.parse(cycle.since)) / 86_400_000);
  const most = Math.max(...days.map(({ company }) => company), 1);
  const highest = days.findIndex(({ company }) => company === most);
  const hasOthers = days.some(({ company, own }) => company > own);
  const part = (units: number) => (units / most) * 100;
  return (
    <figure className={styles.figure}>
      <p
        className={`${styles.value} tabular`}
        style={{ paddingInlineStart: `min(${(highest / length) * 100}%, calc(100% - 48px))` }}
        aria-hidden="true"
      >
        {count(most)}
      </p>
      <svg
        viewBox={`0 0 ${length * 10} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}. ${words.most(count(most))}.`}
      >
        {days.map(({ company, own, place }) => (
          <g key={place}>
            <title>{`${dayOfCycle(cycle.since, place, language)}: ${count(company)}`}</title>
            <rect
              className={styles.others}
              x={place * 10 + 1}
              y={100 - part(company)}
              width={8}
              height={part(company)}
            />
            <rect className={styles.own} x={place * 10 + 1} y={100 - part(own)} width={8} height={part(own)} />
          </g>
        ))}
      </svg>
      <p className={`${styles.ticks} tabular`} aria-hidden="true">
        <span>{dayOfCycle(cycle.since, 0, language)}</span>
        <span>{dayOfCycle(cycle.since, length - 1, language)}</span>
      </p>
      {hasOthers && (
        <figcaption className={styles.legend}>
          <span data-ink="own">{words.you}</span>
          <span data-ink="others">{words.other}</span>
        </figcaption>
      )}
    </figure>
  );
}
