import { Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type Billing, billingErrors, type Quote } from '#contract/billing.ts';
import { Refusal } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LateModal } from '#web/ui/late-modal.tsx';
import { Message } from '#web/ui/message.tsx';
import { BillLines } from './bill-lines.tsx';
import styles from './billing.module.css';
import { billingWords } from './billing-words.ts';
import { countIn, moneyIn, shortDay } from './format.ts';
import { useConfirm, useOpenCardPage, useQuote, type Wish } from './use-billing.ts';
import { planWords } from './words.ts';

export interface QuoteDialogProps {
  readonly wish: Wish | undefined;
  readonly title: string;
  readonly billing: Billing;
  readonly timeZone: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The consequences before the button: price now and at the renewal, what changes, and what stands in the way. */
export function QuoteDialog({ wish, title, billing, timeZone, onClose, onDone }: QuoteDialogProps) {
  const words = useWords(billingWords);
  const say = useRefusalWords();
  const { mutate: ask, data: quote, error, isPending } = useQuote();
  useEffect(() => {
    if (wish !== undefined) ask(wish);
  }, [wish, ask]);
  const again = () => wish !== undefined && ask(wish);
  return (
    <LateModal
      opened={wish !== undefined}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      {isPending && <Skeleton height={260} aria-label={words.loadingPrice} />}
      {!isPending && error !== null && (
        <Message kind="bad" role="alert">
          {say(error)}
        </Message>
      )}
      {!isPending && quote !== undefined && (
        <Offer key={quote.expiresAt} quote={quote} {...{ billing, timeZone, onClose, onDone }} onAgain={again} />
      )}
    </LateModal>
  );
}

/** Refusals after which there is a new price to look at. */
const outOfDate: readonly string[] = [
  billingErrors.quoteExpired.code,
  billingErrors.quoteStale.code,
  billingErrors.quoteUsed.code,
  billingErrors.blocked.code,
];

function Offer({
  quote,
  billing,
  timeZone,
  onClose,
  onDone,
  onAgain,
}: Omit<QuoteDialogProps, 'wish' | 'title'> & { quote: Quote; onAgain: () => void }) {
  const words = useWords(billingWords);
  const language = useLanguage();
  const say = useRefusalWords();
  const money = moneyIn(language).exact;
  const confirm = useConfirm();
  const day = (at: string) => shortDay(at, language, timeZone);
  const needsCard = quote.pay === 'card' && !billing.hasCard;
  const addsCard = needsCard && billing.maySeeInvoices;
  const isStale = confirm.error instanceof Refusal && outOfDate.includes(confirm.error.code);
  const label = {
    card: words.confirmNow,
    invoice: words.confirmInvoice,
    nothing: () => words.confirmLater(day(quote.effectiveAt)),
  };
  return (
    <div className={styles.offer}>
      {quote.blockers.length > 0 && <Blockers quote={quote} />}
      <h3>{words.now}</h3>
      {quote.nowCents === 0 && quote.lines.length === 0 ? (
        <p>{words.nothingNow}</p>
      ) : (
        <BillLines lines={quote.lines} total={quote.nowCents} timeZone={timeZone} sum={words.total} />
      )}
      {quote.pay === 'card' && (
        <p className={styles.quiet}>{addsCard ? words.cardFirst : needsCard ? words.askBilling : words.payCard}</p>
      )}
      {quote.dueAt !== null && <p className={styles.quiet}>{words.payInvoice(day(quote.dueAt))}</p>}
      {quote.token !== null && <p className={styles.quiet}>{words.goodFor}</p>}
      <h3>{words.atRenewal}</h3>
      <p>{words.renewalSays(day(quote.renewalAt), money(quote.renewalCents))}</p>
      <Changes quote={quote} />
      <FieldError>{confirm.error === null ? undefined : say(confirm.error)}</FieldError>
      <div className={styles.offerActions}>
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        {isStale ? (
          <Button onClick={onAgain}>{words.newPrice}</Button>
        ) : addsCard ? (
          <AddCard />
        ) : (
          quote.token !== null && (
            <Button
              loading={confirm.isPending}
              disabled={needsCard}
              onClick={() => confirm.mutate(quote.token ?? '', { onSuccess: onDone })}
            >
              {label[quote.pay](money(quote.nowCents))}
            </Button>
          )
        )}
      </div>
    </div>
  );
}

/** Leads to the page of the payment service, which leads back to "Change Plan". */
function AddCard() {
  const words = useWords(billingWords);
  const say = useRefusalWords();
  const open = useOpenCardPage();
  return (
    <>
      <Button loading={open.isPending} onClick={() => open.mutate()}>
        {words.addCard}
      </Button>
      <FieldError>{open.error === null ? undefined : say(open.error)}</FieldError>
    </>
  );
}

function Blockers({ quote }: { quote: Quote }) {
  const words = useWords(billingWords);
  const names = useWords(planWords);
  const count = countIn(useLanguage());
  return (
    <Message kind="warning" title={words.blocked}>
      <p>{words.blockedWhy(quote.toPlan)}</p>
      <ul className={styles.blockers}>
        {quote.blockers.map(({ what, have, allowed, link }) => (
          <li key={what}>
            <Link to={link}>{words.blocker(names.thing(what), count(have), count(allowed))}</Link>
          </li>
        ))}
      </ul>
    </Message>
  );
}

function Changes({ quote }: { quote: Quote }) {
  const words = useWords(billingWords);
  const names = useWords(planWords);
  const count = countIn(useLanguage());
  const told = (n: number) => (n < 0 ? words.noLimit : count(n));
  return (
    <>
      <h3>{words.whatChanges}</h3>
      {quote.changes.length === 0 ? (
        <p>{words.nothingChanges}</p>
      ) : (
        <dl className={`${styles.facts} tabular`}>
          {quote.changes.map(({ what, from, to }) => (
            <div key={what}>
              <dt>{names.thing(what)}</dt>
              <dd>
                {told(from)} <span aria-hidden="true">→</span> <strong>{told(to)}</strong>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
