import styles from './plan.module.css';

const height = 22;
const step = 5;

/** The days so far as thin bars: a shape to see at a glance. The numbers are in the chart behind it. */
export function Sparkline({ days, length }: { days: readonly number[]; length: number }) {
  const most = Math.max(...days, 0);
  // Two days make no shape.
  if (most === 0 || days.length < 3) return null;
  return (
    <svg
      className={styles.sparkline}
      width={length * step}
      height={height}
      viewBox={`0 0 ${length * step} ${height}`}
      aria-hidden="true"
      focusable="false"
    >
      {days.map((units, day) => {
        const tall = units === 0 ? 1 : Math.max(2, (units / most) * height);
        // A day is its place: the list only grows at its end.
        return (
          <rect key={day.toString()} x={day * step} y={height - tall} width={step - 1.5} height={tall} rx={0.75} />
        );
      })}
    </svg>
  );
}
