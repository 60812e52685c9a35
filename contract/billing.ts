import { Type } from 'typebox';
import { billingErrors as b } from './billing-errors.ts';
import { Billing, BillingInterval, Invoice, InvoiceHead, Quote } from './billing-shape.ts';
import { commonErrors, endpoint, line } from './endpoint.ts';
import { Language } from './identity.ts';
import { Id } from './shapes.ts';

export * from './billing-errors.ts';
export * from './billing-shape.ts';

const strict = { additionalProperties: false } as const;
const Which = Type.Object({ id: Id });

export const billing = {
  read: endpoint({
    method: 'GET',
    path: '/api/billing',
    summary: 'Plans to choose from, what is paid and when it renews: for admins and those who look after the bill',
    access: line(),
    reply: Billing,
    errors: [commonErrors.notAllowed],
  }),
  caretakers: endpoint({
    method: 'GET',
    path: '/api/billing/caretakers',
    summary: 'Names of the admins of the company: whom to ask for another plan',
    access: line(),
    reply: Type.Object({ names: Type.Array(Type.String()) }),
    errors: [],
  }),
  quote: endpoint({
    method: 'POST',
    path: '/api/billing/quotes',
    summary:
      'What a change of plan or a pack of messages costs now and at the renewal, as an offer good for 15 minutes',
    access: line({ role: 'admin' }),
    body: Type.Object(
      {
        plan: Type.Optional(Type.String({ maxLength: 60 })),
        interval: Type.Optional(BillingInterval),
        packMessages: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      },
      strict,
    ),
    reply: Quote,
    errors: [b.notBilled, b.planUnknown, b.packUnknown, b.planSame, b.planNeeded, b.messagesUnlimited, b.chargeRunning],
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/api/billing/confirm',
    summary: 'Confirm a quote: exactly it is charged and done, or nothing is',
    access: line({ role: 'admin', proof: true }),
    body: Type.Object({ token: Type.String({ maxLength: 8000 }) }, strict),
    reply: Billing,
    errors: [
      b.notBilled,
      b.quoteWrong,
      b.quoteExpired,
      b.quoteStale,
      b.quoteUsed,
      b.blocked,
      b.cardNeeded,
      b.chargeRunning,
    ],
  }),
  keepPlan: endpoint({
    method: 'DELETE',
    path: '/api/billing/scheduled',
    summary: 'Keep the plan: forget the change that waits for the renewal',
    access: line({ role: 'admin' }),
    reply: Billing,
    errors: [b.nothingScheduled],
  }),
  openCardPage: endpoint({
    method: 'POST',
    path: '/api/billing/card',
    summary: 'Open a page of the payment service where a card is added; answers its address',
    access: line({ role: 'billing', proof: true }),
    reply: Type.Object({ url: Type.String() }),
    errors: [b.noCards, b.notBilled, b.providerDown],
  }),
  takeCard: endpoint({
    method: 'POST',
    path: '/api/billing/card/added',
    summary: 'Back from the payment service: keep the card that was added there',
    access: line({ role: 'billing' }),
    body: Type.Object({ page: Type.String({ maxLength: 200 }) }, strict),
    reply: Billing,
    errors: [b.noCards, b.cardPageWrong, b.providerDown],
  }),
  invoices: endpoint({
    method: 'GET',
    path: '/api/invoices',
    summary: 'Invoices of the company, newest first',
    access: line({ role: 'billing' }),
    query: Type.Object({ before: Type.Optional(Type.Integer({ minimum: 1 })) }),
    reply: Type.Object({
      invoices: Type.Array(InvoiceHead),
      /** Number to ask for more before; null: that was all. */
      before: Type.Union([Type.Integer(), Type.Null()]),
    }),
    errors: [],
  }),
  invoice: endpoint({
    method: 'GET',
    path: '/api/invoices/:id',
    summary: 'One invoice with its lines',
    access: line({ role: 'billing' }),
    params: Which,
    reply: Invoice,
    errors: [commonErrors.notFound],
  }),
  invoicePdf: endpoint({
    method: 'GET',
    path: '/api/invoices/:id/pdf',
    summary: 'One invoice as a PDF file',
    access: line({ role: 'billing' }),
    params: Which,
    query: Type.Object({ language: Type.Optional(Language) }),
    kind: 'binary',
    errors: [commonErrors.notFound],
  }),
  payInvoice: endpoint({
    method: 'POST',
    path: '/api/invoices/:id/pay',
    summary: 'Charge the card for an open invoice once more',
    access: line({ role: 'billing', proof: true }),
    params: Which,
    reply: Invoice,
    errors: [commonErrors.notFound, b.notOpen, b.noCards, b.cardNeeded, b.chargeRunning],
  }),
} as const;
