import type { ReactNode } from 'react';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { countIn } from './format.ts';
import styles from './plan.module.css';
import { planWords } from './words.ts';

export interface MeterProps {
  readonly name: string;
  readonly used: number;
  /** What this line used of it. */
  readonly own: number;
  /** −1: no limit. */
  readonly limit: number;
  readonly notes?: readonly string[];
  readonly aside?: ReactNode;
}

/** One thing of a plan: used of the allowance, as numbers and as a bar whose dark part is one's own. */
export function Meter({ name, used, own, limit, notes = [], aside }: MeterProps) {
  const words = useWords(planWords);
  const count = countIn(useLanguage());
  const isLimited = limit >= 0;
  const amount = isLimited ? words.used(count(used), count(limit)) : words.usedUnlimited(count(used));
  const level = !isLimited || used < limit * 0.8 ? 'fine' : used < limit ? 'near' : 'full';
  const shares = used > 0 ? [words.own(count(own)), ...(used > own ? [words.others(count(used - own))] : [])] : [];
  const told = [...shares, ...notes];
  return (
    <li className={styles.meter} data-level={level}>
      <div className={styles.meterHead}>
        <span className={styles.meterName}>{name}</span>
        <span className={`${styles.meterUsed} tabular`}>{amount}</span>
      </div>
      {isLimited && <Bar used={used} own={own} limit={limit} />}
      {told.length > 0 && (
        <div className={styles.meterFoot}>
          <p className="tabular">
            {told.map((note) => (
              <span key={note}>{note}</span>
            ))}
          </p>
          {aside}
        </div>
      )}
    </li>
  );
}

/** Says no more than the words above it. */
function Bar({ used, own, limit }: { used: number; own: number; limit: number }) {
  const part = (n: number) => `${limit === 0 ? (n > 0 ? 100 : 0) : Math.min(100, (n / limit) * 100)}%`;
  return (
    <div className={styles.bar} aria-hidden="true">
      <span className={styles.barUsed} style={{ width: part(used) }} />
      <span className={styles.barOwn} style={{ width: part(own) }} />
    </div>
  );
}
