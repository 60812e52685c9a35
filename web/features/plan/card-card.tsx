import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Billing } from '#contract/billing.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import styles from './billing.module.css';
import { billingWords } from './billing-words.ts';
import { useOpenCardPage, useTakeCard } from './use-billing.ts';

/** How the bill is paid: by a card that Stripe keeps, or outside. */
export function CardCard({ billing, cardPage }: { billing: Billing; cardPage: string | undefined }) {
  const words = useWords(billingWords);
  if (billing.provider === 'manual')
    return <SettingsCard id="card" title={words.outside} description={words.outsideAbout} />;
  return (
    <SettingsCard id="card" title={words.card} description={words.cardAbout}>
      {billing.maySeeInvoices ? (
        <Kept billing={billing} cardPage={cardPage} />
      ) : (
        <p className={styles.dates}>{billing.hasCard ? words.cardPrivate : words.noCard}</p>
      )}
    </SettingsCard>
  );
}

function Kept({ billing: { card }, cardPage }: { billing: Billing; cardPage: string | undefined }) {
  const words = useWords(billingWords);
  const say = useRefusalWords();
  const open = useOpenCardPage();
  const { taking, error, saved } = useComeBack(cardPage);
  const failure = open.error ?? error;
  return (
    <>
      <p className={styles.cardFacts}>
        {taking ? (
          words.taking
        ) : card === null ? (
          words.noCard
        ) : (
          <>
            <strong>{words.cardIs(named(card.brand), card.lastFour)}</strong>
            <span className="tabular">
              {words.cardUntil(`${String(card.expiryMonth).padStart(2, '0')}/${card.expiryYear}`)}
            </span>
          </>
        )}
      </p>
      <div className={styles.cardActions}>
        <Button variant="default" loading={open.isPending} onClick={() => open.mutate()}>
          {card === null ? words.addCard : words.changeCard}
        </Button>
        <SaveState saved={saved} label={words.cardAdded} />
      </div>
      <FieldError>{failure === null ? undefined : say(failure)}</FieldError>
    </>
  );
}

/** visa → Visa, american_express → American express. */
const named = (brand: string) => brand.charAt(0).toUpperCase() + brand.slice(1).replaceAll('_', ' ');

/** Back from the payment service: the card is fetched once, and the address forgets the way it came. */
function useComeBack(cardPage: string | undefined) {
  const navigate = useNavigate();
  const { mutate, isPending, error } = useTakeCard();
  const { saved, markSaved } = useSaved();
  const taken = useRef<string>(undefined);
  useEffect(() => {
    if (cardPage === undefined || taken.current === cardPage) return;
    taken.current = cardPage;
    mutate(cardPage, { onSuccess: markSaved });
    void navigate({ to: '/plan', search: {}, replace: true });
  }, [cardPage, mutate, markSaved, navigate]);
  return { taking: isPending, error, saved };
}
