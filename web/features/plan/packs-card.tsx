import { Button } from '@mantine/core';
import type { Billing } from '#contract/billing.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { CheckIcon } from '#web/ui/icons.tsx';
import styles from './billing.module.css';
import { billingWords } from './billing-words.ts';
import { countIn, moneyIn, shortDay } from './format.ts';

/** Messages bought once, for this month only. */
export function PacksCard({
  billing,
  disabled,
  timeZone,
  usageRenews,
  onChoose,
}: {
  billing: Billing;
  disabled: boolean;
  timeZone: string;
  usageRenews: string | undefined;
  onChoose: (messages: number) => void;
}) {
  const words = useWords(billingWords);
  const language = useLanguage();
  const count = countIn(language);
  const money = moneyIn(language);
  const isPaid = billing.interval !== null;
  return (
    <SettingsCard id="packs" title={words.packs} description={words.packsAbout(usageRenews ?? '…')}>
      {!isPaid && <p className={styles.dates}>{words.packsNeedPlan}</p>}
      {isPaid && (
        <ul className={styles.packs}>
          {billing.packs.map(({ messages, cents }) => (
            <li key={messages}>
              <Button
                variant="default"
                fullWidth
                disabled={disabled}
                onClick={() => onChoose(messages)}
                aria-label={`${words.buy(count(messages))}, ${money.short(cents)}`}
              >
                <span className={`${styles.packCount} tabular`}>{words.packOf(count(messages))}</span>
                <strong className={`${styles.packPrice} tabular`}>{money.short(cents)}</strong>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {billing.bought.map(({ messages, until }, place) => (
        // Two packs of one size are told apart by their order only.
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is short and never rearranged
        <p key={place} className={styles.boughtPack}>
          <CheckIcon size={16} /> {words.bought(count(messages), shortDay(until, language, timeZone))}
        </p>
      ))}
    </SettingsCard>
  );
}
