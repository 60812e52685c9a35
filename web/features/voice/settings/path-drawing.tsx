import type { Step } from '#contract/voice.ts';
import { useWords } from '#web/lib/words.tsx';
import styles from './settings.module.css';
import { nameOf } from './step-sentences.ts';
import { phoneSettingsWords } from './words.ts';

const box = { width: 200, height: 40, gap: 28 };

/** The way as a picture: station below station, as the call passes them. */
export function PathDrawing({ steps }: { steps: readonly Step[] }) {
  const words = useWords(phoneSettingsWords);
  const names = steps.map((step) => nameOf(step, words));
  const height = names.length * (box.height + box.gap) - box.gap + 4;
  return (
    <svg
      viewBox={`0 0 ${box.width + 4} ${height}`}
      className={styles.drawing}
      style={{ maxWidth: box.width + 4 }}
      role="img"
      aria-label={`${words.whatPath}: ${names.join(' → ')}`}
    >
      {names.map((name, place) => {
        const y = 2 + place * (box.height + box.gap);
        const middle = 2 + box.width / 2;
        return (
          <g key={name}>
            {place > 0 && <path className={styles.way} d={`M${middle} ${y - box.gap} V${y - 3} m-4 -5 l4 5 l4 -5`} />}
            <rect className={styles.station} x="2" y={y} width={box.width} height={box.height} rx="8" />
            <text x={middle} y={y + 25} textAnchor="middle" fontSize="14" fontWeight="600">
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
