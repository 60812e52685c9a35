import type { Invoice, InvoiceHead } from '#contract/billing.ts';
import type { InvoiceRow } from './invoice-store.ts';

export const presentInvoiceHead = (row: InvoiceRow): InvoiceHead => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  status: row.status,
  totalCents: row.totalCents,
  issuedAt: row.issuedAt.toISOString(),
  dueAt: row.dueAt.toISOString(),
  paidAt: row.paidAt?.toISOString() ?? null,
  charging: row.charging && row.status === 'open',
  failure: row.failure,
});

export const presentInvoice = (row: InvoiceRow): Invoice => ({
  ...presentInvoiceHead(row),
  lines: [...row.lines],
  company: row.billedTo,
  timeZone: row.timeZone,
  pay: row.pay,
});
