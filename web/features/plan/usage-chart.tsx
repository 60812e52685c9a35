import type { PlanUsage } from '#contract/plan.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { countIn, dayOfCycle } from './format.ts';
import styles from './usage-dialog.module.css';
import { planWords } from './words.ts';

const width = 560;
const height = 180;
const top = 20;
const foot = 22;

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
  const slot = width / length;
  const floor = height - foot;
  const tall = (units: number) => (units / most) * (floor - top);
  const hasOthers = days.some(({ company, own }) => company > own);
  const middle = (place: number) => Math.min(Math.max(place * slot + slot / 2, 24), width - 24);
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${label}. ${words.most(count(most))}.`}>
        {days.map(({ company, own, place }) => (
          <g key={place}>
            <title>{`${dayOfCycle(cycle.since, place, language)}: ${count(company)}`}</title>
            <rect
              className={styles.others}
              x={place * slot + 1.5}
              y={floor - tall(company)}
              width={slot - 3}
              height={tall(company)}
              rx={1.5}
            />
            <rect
              className={styles.own}
              x={place * slot + 1.5}
              y={floor - tall(own)}
              width={slot - 3}
              height={tall(own)}
              rx={1.5}
            />
          </g>
        ))}
        <line className={styles.axis} x1={0} x2={width} y1={floor + 0.5} y2={floor + 0.5} />
        <text className={styles.value} x={middle(highest)} y={floor - tall(most) - 6} textAnchor="middle">
          {count(most)}
        </text>
        <text className={styles.tick} x={0} y={height - 5}>
          {dayOfCycle(cycle.since, 0, language)}
        </text>
        <text className={styles.tick} x={width} y={height - 5} textAnchor="end">
          {dayOfCycle(cycle.since, length - 1, language)}
        </text>
      </svg>
      {hasOthers && (
        <figcaption className={styles.legend}>
          <span data-ink="own">{words.you}</span>
          <span data-ink="others">{words.other}</span>
        </figcaption>
      )}
    </figure>
  );
}
