import { eq } from 'drizzle-orm';
import type { company as contract } from '#contract/company.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { company, hidden, parseEmail, parseName, record } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tellCompany } from './tell-company.ts';
import { withCompany } from './with-company.ts';

/** Sets whom invoices are for. Throws `identity.name_shape`, `identity.email_shape`. */
export function changeBillingContact(
  deps: Deps,
  caller: Caller,
  { contact }: BodyOf<typeof contract.changeBillingContact>,
): Promise<void> {
  const billingContact = contact && { name: parseName(contact.name), email: parseEmail(contact.email) };
  return withCompany(deps, caller, 'manage_billing', async (tx, current) => {
    await tx.update(company).set({ billingContact }).where(eq(company.id, current.id));
    await record(tx, deps, { ...caller, about: null }, 'billing-contact.changed', {
      from: current.billingContact && hidden(current.billingContact.email),
      to: billingContact && hidden(billingContact.email),
    });
    await tellCompany(tx, current.id);
  });
}
