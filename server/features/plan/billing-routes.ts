import { billing } from '#contract/billing.ts';
import { anyone, commonErrors } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { sendProblem } from '#server/platform/http/problem.ts';
import { confirmQuote } from './confirm-quote.ts';
import { getInvoice, listInvoices, pageOfInvoices } from './invoice-store.ts';
import { keepPlan } from './keep-plan.ts';
import { listCaretakers } from './list-caretakers.ts';
import { makeQuote } from './make-quote.ts';
import { openCardPage } from './open-card-page.ts';
import { payInvoice } from './pay-invoice.ts';
import { presentInvoice, presentInvoiceHead } from './present-invoice.ts';
import { readBilling } from './read-billing.ts';
import { receiveBillingWebhook } from './receive-billing-webhook.ts';
import { takeCard } from './take-card.ts';

export function billingRoutes(app: App, deps: Deps): void {
  /** Every act answers with the whole of billing as it stands after it. */
  const done = async (caller: Caller, act: Promise<unknown>) => {
    await act;
    return readBilling(deps, caller);
  };
  mount(app, billing.read, ({ caller }) => readBilling(deps, caller));
  mount(app, billing.caretakers, async ({ caller }) => ({ names: await listCaretakers(deps.db, caller.companyId) }));
  mount(app, billing.quote, ({ caller, body }) => makeQuote(deps, caller, body));
  mount(app, billing.confirm, ({ caller, body }) => done(caller, confirmQuote(deps, caller, body.token)));
  mount(app, billing.keepPlan, ({ caller }) => done(caller, keepPlan(deps, caller)));
  mount(app, billing.openCardPage, async ({ caller }) => ({ url: await openCardPage(deps, caller) }));
  mount(app, billing.takeCard, ({ caller, body }) => done(caller, takeCard(deps, caller.companyId, body.page)));
  mount(app, billing.invoices, async ({ caller, query }) => {
    const found = await listInvoices(deps.db, caller.companyId, query.before);
    const page = found.slice(0, pageOfInvoices);
    return {
      invoices: page.map(presentInvoiceHead),
      before: found.length > page.length ? (page.at(-1)?.number ?? null) : null,
    };
  });
  mount(app, billing.invoice, async ({ caller, params }) =>
    presentInvoice(await getInvoice(deps.db, caller.companyId, params.id)),
  );
  mount(app, billing.invoicePdf, async ({ caller, params, query, reply }) => {
    const found = await getInvoice(deps.db, caller.companyId, params.id);
    const { invoicePdf } = await import('./invoice-pdf.ts');
    reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="invoice-${found.number}.pdf"`)
      .send(await invoicePdf(presentInvoice(found), query.language ?? 'en'));
    return undefined;
  });
  mount(app, billing.payInvoice, async ({ caller, params }) => {
    await payInvoice(deps, caller, params.id);
    return presentInvoice(await getInvoice(deps.db, caller.companyId, params.id));
  });
}

/** Where the payment service reports to: `/billing/stripe`. What it did not sign is refused. */
export async function billingWebhookRoutes(app: App, deps: Deps): Promise<void> {
  if (deps.billing.kind === 'manual') return;
  await app.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, next) => next(null, String(body)));
    scope.post<{ Body: string }>(
      '/billing/stripe',
      { config: { access: anyone }, schema: { hide: true } },
      async (request, reply) => {
        const signature = String(request.headers['stripe-signature'] ?? '');
        if (await receiveBillingWebhook(deps, { body: request.body ?? '', signature }))
          return reply.send({ received: true });
        return sendProblem(request, reply, {
          ...commonErrors.notAllowed,
          message: 'The signature is not that of the payment service.',
        });
      },
    );
  });
}
