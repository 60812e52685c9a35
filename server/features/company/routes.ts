import { Readable } from 'node:stream';
import { company } from '#contract/company.ts';
import type { Deps } from '#server/deps.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { assignNumber } from './assign-number.ts';
import { auditAsCsv, readAudit } from './audit.ts';
import { changeBillingContact } from './change-billing-contact.ts';
import { changeCompany } from './change-company.ts';
import { changePolicy } from './change-policy.ts';
import type { CompanyPorts } from './ports.ts';
import { readCompany } from './read-company.ts';
import { readNumbers } from './read-numbers.ts';
import { rehearseRetention } from './rehearse-retention.ts';
import { releaseCompanyNumber } from './release-company-number.ts';
import { searchNumbers } from './search-numbers.ts';
import { takeCompanyNumber } from './take-number.ts';

export function companyRoutes(app: App, deps: Deps, { retentionParts }: Pick<CompanyPorts, 'retentionParts'>): void {
  /** Every act answers with the company, or its numbers, as they stand after it. */
  const saved = async (caller: Caller, act: Promise<void>) => {
    await act;
    return readCompany(deps, caller);
  };
  const numbersAfter = async (caller: Caller, act: Promise<void>) => {
    await act;
    return readNumbers(deps.db, caller.companyId);
  };

  mount(app, company.read, ({ caller }) => readCompany(deps, caller));
  mount(app, company.change, ({ caller, body }) => saved(caller, changeCompany(deps, caller, body)));
  mount(app, company.changePolicy, ({ caller, body }) => saved(caller, changePolicy(deps, caller, body)));
  mount(app, company.rehearseRetention, ({ caller, query }) =>
    rehearseRetention(deps, retentionParts, caller, query.months),
  );
  mount(app, company.changeBillingContact, ({ caller, body }) =>
    saved(caller, changeBillingContact(deps, caller, body)),
  );

  mount(app, company.numbers, ({ caller }) => readNumbers(deps.db, caller.companyId));
  mount(app, company.offers, ({ caller, query }) => searchNumbers(deps, caller, query.areaCode));
  mount(app, company.takeNumber, ({ caller, body }) =>
    numbersAfter(caller, takeCompanyNumber(deps, caller, body.number)),
  );
  mount(app, company.assignNumber, ({ caller, params, body }) =>
    numbersAfter(caller, assignNumber(deps, caller, params.number, body.lineId)),
  );
  mount(app, company.releaseNumber, ({ caller, params }) =>
    numbersAfter(caller, releaseCompanyNumber(deps, caller, params.number)),
  );

  mount(app, company.audit, ({ caller, query }) => readAudit(deps, caller, query));
  mount(app, company.auditFile, async ({ caller, reply }) => {
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit-log.csv"')
      .send(Readable.from(auditAsCsv(deps, caller)));
    return undefined;
  });
}
