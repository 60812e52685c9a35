import { Button, Skeleton, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { billing, type Invoice } from '#contract/billing.ts';
import { addressOf } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { BillLines } from './bill-lines.tsx';
import styles from './billing.module.css';
import { billingWords } from './billing-words.ts';
import { moneyIn, shortDay } from './format.ts';
import { InvoiceState } from './invoices-card.tsx';
import { useInvoice, usePayInvoice } from './use-billing.ts';

/** One invoice: its lines, its state, its paper, and where it can be paid. */
export function InvoicePage({ id }: { id: string }) {
  const words = useWords(billingWords);
  const { data, error, isFetching, refetch } = useInvoice(id);
  return (
    <div className={styles.page}>
      <p className={styles.back}>
        <Link to="/plan" search={{}}>
          ← {words.backToPlan}
        </Link>
      </p>
      {data === undefined && error === null && <Skeleton className={styles.room} />}
      {data === undefined && error !== null && (
        <LoadFailed error={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data !== undefined && <Paper invoice={data} />}
    </div>
  );
}

function Paper({ invoice }: { invoice: Invoice }) {
  const words = useWords(billingWords);
  const language = useLanguage();
  const { id, number, lines, totalCents, timeZone } = invoice;
  const day = (at: string) => shortDay(at, language, timeZone);
  return (
    <>
      <Title order={1}>{words.invoice(number)}</Title>
      <section className={styles.paper} aria-label={words.invoice(number)}>
        <dl className={styles.paperFacts}>
          <div>
            <dt>{words.state}</dt>
            <dd>
              <InvoiceState invoice={invoice} />
            </dd>
          </div>
          <div>
            <dt>{words.billedTo}</dt>
            <dd>{invoice.company}</dd>
          </div>
          <div>
            <dt>{words.issued}</dt>
            <dd className="tabular">{day(invoice.issuedAt)}</dd>
          </div>
          <div>
            <dt>{invoice.paidAt === null ? words.due : words.paidOn}</dt>
            <dd className="tabular">{day(invoice.paidAt ?? invoice.dueAt)}</dd>
          </div>
        </dl>
        <BillLines lines={lines} total={totalCents} timeZone={timeZone} sum={words.sum} />
        <p className={styles.quiet}>{words.noTax}</p>
        {invoice.failure !== null && (
          <Message kind={invoice.status === 'open' ? 'bad' : 'info'} title={words.invoiceFailed}>
            {words.failure(invoice.failure)} {invoice.status === 'open' ? words.triedAgain : words.failedThen}
          </Message>
        )}
        <div className={styles.cardActions}>
          <Pay invoice={invoice} />
          <Button
            component="a"
            variant="default"
            href={addressOf(billing.invoicePdf, { params: { id }, query: { language } })}
            target="_blank"
          >
            {words.pdf}
          </Button>
        </div>
      </section>
    </>
  );
}

function Pay({ invoice }: { invoice: Invoice }) {
  const words = useWords(billingWords);
  const say = useRefusalWords();
  const money = moneyIn(useLanguage()).exact;
  const pay = usePayInvoice(invoice.id);
  if (invoice.status !== 'open' || invoice.pay !== 'card' || invoice.kind !== 'renewal') return null;
  return (
    <>
      <Button loading={pay.isPending || invoice.charging} onClick={() => pay.mutate()}>
        {words.payNow(money(invoice.totalCents))}
      </Button>
      <FieldError>{pay.error === null ? undefined : say(pay.error)}</FieldError>
    </>
  );
}
