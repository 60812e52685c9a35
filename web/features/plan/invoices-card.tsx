import { Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { InvoiceHead } from '#contract/billing.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Table } from '#web/ui/table.tsx';
import styles from './billing.module.css';
import { billingWords } from './billing-words.ts';
import { moneyIn, shortDay } from './format.ts';
import { useInvoices } from './use-billing.ts';

export function InvoicesCard({ timeZone }: { timeZone: string }) {
  const words = useWords(billingWords);
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage } = useInvoices();
  const invoices = data?.pages.flatMap((page) => page.invoices);
  return (
    <SettingsCard id="invoices" title={words.invoices}>
      {invoices === undefined && error === null && <Skeleton height={96} />}
      {invoices === undefined && error !== null && (
        <LoadFailed error={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {invoices?.length === 0 && <p className={styles.dates}>{words.noInvoices}</p>}
      {invoices !== undefined && invoices.length > 0 && <Rows invoices={invoices} timeZone={timeZone} />}
      {hasNextPage && (
        <Button variant="default" size="xs" mt="sm" loading={isFetching} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </SettingsCard>
  );
}

function Rows({ invoices, timeZone }: { invoices: readonly InvoiceHead[]; timeZone: string }) {
  const words = useWords(billingWords);
  const language = useLanguage();
  const money = moneyIn(language).exact;
  return (
    <Table className={`${styles.invoices} tabular`}>
      <thead>
        <tr>
          <th scope="col">{words.number}</th>
          <th scope="col">{words.issued}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.amount}</th>
        </tr>
      </thead>
      <tbody>
        {invoices.map((invoice) => (
          <tr key={invoice.id}>
            <td>
              <Link to="/plan/invoices/$id" params={{ id: invoice.id }}>
                {words.invoice(invoice.number)}
              </Link>
            </td>
            <td>{shortDay(invoice.issuedAt, language, timeZone)}</td>
            <td>
              <InvoiceState invoice={invoice} />
            </td>
            <td>{money(invoice.totalCents)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export function InvoiceState({ invoice }: { invoice: InvoiceHead }) {
  const words = useWords(billingWords);
  const isOverdue = invoice.status === 'open' && !invoice.charging && new Date(invoice.dueAt) < new Date();
  const kind = isOverdue ? 'overdue' : invoice.status;
  return (
    <span className={styles.state} data-state={kind}>
      {isOverdue ? words.overdue : invoice.charging ? words.beingCharged : words.stateIs(invoice.status)}
    </span>
  );
}
