import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { PlanUsage } from '#contract/plan.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { LateModal } from '#web/ui/late-modal.tsx';
import { Table } from '#web/ui/table.tsx';
import { calendarDay, countIn, dayOfCycle } from './format.ts';
import { UsageChart } from './usage-chart.tsx';
import styles from './usage-dialog.module.css';
import { planWords } from './words.ts';

export interface UsageDialogProps {
  readonly usage: PlanUsage;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Each meter by day: a chart to see, and the same numbers as a table to read and copy. */
export function UsageDialog({ usage, opened, onClose }: UsageDialogProps) {
  const words = useWords(planWords);
  const language = useLanguage();
  const [chosen, choose] = useState<string>('messages');
  const meter = usage.meters.find((one) => one.meter === chosen);
  if (!meter) return null;
  const days = meter.company.days.map((company, place) => ({ company, own: meter.own.days[place] ?? 0, place }));
  const isEmpty = meter.company.used === 0;
  return (
    <LateModal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={words.byDay}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <NativeSelect
        className={styles.choice}
        aria-label={words.byDay}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
        data={usage.meters.map((one) => ({ value: one.meter, label: words.thing(one.meter) }))}
      />
      {isEmpty ? (
        <p className={styles.empty}>{words.nothingYet}</p>
      ) : (
        <UsageChart
          days={days}
          cycle={usage.cycle}
          label={words.chartAbout(words.thing(meter.meter), calendarDay(usage.cycle.since, language))}
        />
      )}
      {!isEmpty && <DayTable days={days} since={usage.cycle.since} />}
    </LateModal>
  );
}

function DayTable({
  days,
  since,
}: {
  days: readonly { company: number; own: number; place: number }[];
  since: string;
}) {
  const words = useWords(planWords);
  const language = useLanguage();
  const count = countIn(language);
  return (
    <div className={styles.tablePlace}>
      <Table className={`${styles.table} tabular`}>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.you}</th>
            <th scope="col">{words.company}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ company, own, place }) => (
            <tr key={place}>
              <th scope="row">{dayOfCycle(since, place, language)}</th>
              <td>{count(own)}</td>
              <td>{count(company)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
