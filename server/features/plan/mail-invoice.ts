import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Language } from '#contract/identity.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { line, mailLetter } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { billingLetters } from './billing-letters.ts';
import type { InvoiceRow } from './invoice-store.ts';

/** Mails an invoice, a receipt or a refused charge to those who look after the bill. */
export async function mailInvoice(
  tx: Db,
  deps: Pick<Deps, 'secrets' | 'config'>,
  of: Pick<
    InvoiceRow,
    'companyId' | 'id' | 'number' | 'status' | 'totalCents' | 'dueAt' | 'timeZone' | 'failure' | 'pay'
  >,
): Promise<void> {
  if (of.totalCents === 0) return;
  const kind = of.status === 'paid' ? 'paid' : of.failure ? 'refused' : of.pay === 'invoice' ? 'due' : 'paid';
  await mailRole(tx, deps, of.companyId, 'billing', `invoices/${of.id}`, (language) =>
    billingLetters[kind](of, language),
  );
}

/** The smaller plan that waited could not begin: more is in use than it allows. */
export const mailBlockedChange = (
  tx: Db,
  deps: Pick<Deps, 'secrets' | 'config'>,
  companyId: CompanyId,
  plans: { from: string; to: string },
) => mailRole(tx, deps, companyId, 'admin', '', (language) => billingLetters.blocked(plans, language));

async function mailRole(
  tx: Db,
  deps: Pick<Deps, 'secrets' | 'config'>,
  companyId: CompanyId,
  role: 'admin' | 'billing',
  place: string,
  words: (language: Language) => Parameters<typeof mailLetter>[2]['words'],
): Promise<void> {
  const readers = await tx
    .select({ email: line.email, language: line.language })
    .from(line)
    .where(
      and(
        eq(line.companyId, companyId),
        sql`${role} = any(${line.roles})`,
        isNotNull(line.email),
        isNull(line.suspendedAt),
      ),
    );
  const url = `${deps.config.publicUrl}/plan${place === '' ? '' : `/${place}`}`;
  for (const { email, language } of readers)
    if (email) await mailLetter(tx, deps, { to: email, language, words: words(language), url });
}
