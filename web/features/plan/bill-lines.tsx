import type { BillLine } from '#contract/billing.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import styles from './billing.module.css';
import { billingWords } from './billing-words.ts';
import { countIn, moneyIn, shortDay } from './format.ts';

/** What a line of a quote or an invoice is for. */
function useLineWords() {
  const words = useWords(billingWords);
  const count = countIn(useLanguage());
  return (line: BillLine): string => {
    const plan = line.plan ?? '';
    switch (line.kind) {
      case 'plan':
        return words.linePlan(plan, line.interval ?? 'month');
      case 'rest':
        return words.lineRest(plan);
      case 'credit':
        return words.lineCredit(plan);
      case 'pack':
        return words.linePack(count(line.units ?? 0));
      case 'overage':
        return words.lineOverage(count(line.units ?? 0), line.meter ?? '', plan);
    }
  };
}

/** Lines with what they are for, their period and amount, and the sum of them. */
export function BillLines({
  lines,
  total,
  timeZone,
  sum,
}: {
  lines: readonly BillLine[];
  total: number;
  timeZone: string;
  sum: string;
}) {
  const words = useWords(billingWords);
  const say = useLineWords();
  const language = useLanguage();
  const money = moneyIn(language).exact;
  return (
    <table className={`${styles.lines} tabular`}>
      <thead className="visually-hidden">
        <tr>
          <th>{words.what}</th>
          <th>{words.amount}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.kind} ${line.meter} ${line.from}`}>
            <td>
              {say(line)}
              <small>
                {words.period(shortDay(line.from, language, timeZone), shortDay(line.to, language, timeZone))}
              </small>
            </td>
            <td>{money(line.cents)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{sum}</th>
          <td>{money(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
