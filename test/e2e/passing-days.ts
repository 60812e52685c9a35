import type { Product } from './product.ts';

const ofCompany = 'company_id in (select company_id from line where username = $1)';
const earlier = (...columns: string[]) =>
  columns.map((column) => `${column} = ${column} - $2::int * interval '1 day'`).join(', ');

/** The clock of the product is the machine's, so the rows of a company grow older instead. */
const older = [
  `update billing_account set ${earlier('anchor_at', 'period_start', 'period_end', 'overage_billed_until')} where ${ofCompany}`,
  `update usage_cycle set starts_on = starts_on - $2::int, ends_on = ends_on - $2::int, ${earlier('starts_at', 'ends_at')} where ${ofCompany}`,
  `update message_pack set ${earlier('bought_at', 'lapses_at')} where ${ofCompany}`,
  `update invoice set ${earlier('issued_at', 'due_at', 'paid_at', 'period_start')} where ${ofCompany}`,
];

/** Lets days pass for the company of a line: its bill, usage and invoices grow older, and what is due then is done. */
export async function daysPass(product: Product, username: string, days: number): Promise<void> {
  for (const statement of older) await product.write(statement, [username, String(days)]);
  // The job that the worker's clock begins every minute.
  await product.write("select graphile_worker.add_job('plan.renew-due', '{}')", []);
}

/** Puts a company on a plan of its own, like the trial but with few API requests: what takes 1,000 calls otherwise. */
export async function fewRequests(product: Product, username: string, most: number): Promise<void> {
  const id = `few-${username}`;
  await product.write(
    `insert into plan (id, name, place, trial_days, recipients_per_message, lines, features)
     select $1, 'Few requests', place, trial_days, recipients_per_message, lines, features from plan where id = 'trial'`,
    [id],
  );
  await product.write(
    `insert into plan_allowance (plan_id, meter, allowance)
     select $1, meter, case meter when 'api_requests' then $2::int else allowance end from plan_allowance where plan_id = 'trial'`,
    [id, String(most)],
  );
  await product.write('update company set plan = $1 where id in (select company_id from line where username = $2)', [
    id,
    username,
  ]);
}

/** Has the ledger hold so many groups for a company. */
export const haveGroups = (product: Product, username: string, groups: number) =>
  product.write(
    `insert into company_gauge (company_id, gauge, held) select company_id, 'groups', $2::int from line where username = $1
     on conflict (company_id, gauge) do update set held = excluded.held`,
    [username, String(groups)],
  );

/** Lets the five days of a company's deletion pass, and begins what is due then. */
export async function fiveDaysPass(product: Product, username: string): Promise<void> {
  await product.write(`update company_deletion set due_at = now() - interval '1 minute' where ${ofCompany}`, [
    username,
  ]);
  await product.write(
    `select graphile_worker.add_job('company.delete', json_build_object('companyId', company_id::text)) from line where username = $1`,
    [username],
  );
}
