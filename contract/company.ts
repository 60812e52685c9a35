import { type Static, Type } from 'typebox';
import { BusinessHours } from './business-hours.ts';
import { companyErrors as c, lineErrors as l } from './company-errors.ts';
import { endpoint, line } from './endpoint.ts';
import { identityErrors as i } from './identity.ts';
import { E164, Id, maybe, Time } from './shapes.ts';
import { Trail } from './trail.ts';

const strict = { additionalProperties: false } as const;
const Name = Type.String({ maxLength: 500 });
const Zone = Type.String({ maxLength: 64 });
const Region = Type.String({ pattern: '^[A-Z]{2}$' });

export const retentionChoices = [6, 12, 24, 36, 84] as const;
const Retention = maybe(Type.Enum([...retentionChoices]));

export const Company = Type.Object({
  id: Id,
  name: Type.String(),
  timeZone: Type.String(),
  region: Type.String(),
  /** null: always open. */
  businessHours: maybe(BusinessHours),
  openNow: Type.Boolean(),
  nextChangeAt: maybe(Time),
  secondFactorRequired: Type.Boolean(),
  /** How many lines in use have none. */
  secondFactorMissing: Type.Integer(),
  /** After how many months conversations are deleted; null: never. */
  retentionMonths: maybe(Type.Integer()),
  billingContact: maybe(Type.Object({ name: Type.String(), email: Type.String() })),
});
export type Company = Static<typeof Company>;

export const CompanyNumber = Type.Object({
  number: E164,
  takenAt: Time,
  /** Whose it is; null: nobody's, it can be given to a line. */
  line: maybe(Type.Object({ id: Id, name: Type.String() })),
});
export type CompanyNumber = Static<typeof CompanyNumber>;
const Numbers = Type.Array(CompanyNumber);

const Fields = Type.Object({ name: Name, timeZone: Zone, region: Region, businessHours: maybe(BusinessHours) }, strict);
const ofNumber = Type.Object({ number: E164 }, strict);
const read = line({ may: 'see_company' });
const manage = line({ may: 'manage_company' });
const numbers = line({ may: 'manage_numbers' });

export const company = {
  read: endpoint({
    method: 'GET',
    path: '/api/company',
    summary: 'The company and its policies',
    access: read,
    reply: Company,
    errors: [],
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/company',
    summary: 'Change name, time zone, region or business hours: those given, all or none',
    access: manage,
    body: Type.Object(
      {
        set: Type.Partial(Fields, strict),
        /** What the page showed when the person began: a save over somebody else's change is refused, not silent. */
        was: Type.Optional(Type.Partial(Fields, strict)),
      },
      strict,
    ),
    reply: Company,
    errors: [i.nameShape, c.timeZoneUnknown, c.regionUnknown, c.hoursContradict, c.changedElsewhere],
  }),
  changePolicy: endpoint({
    method: 'PUT',
    path: '/api/company/policy',
    summary: 'Whether everybody needs a second factor, and how long conversations are kept',
    access: line({ may: 'manage_company', proof: true }),
    body: Type.Object({ secondFactorRequired: Type.Boolean(), retentionMonths: Retention }, strict),
    reply: Company,
    errors: [],
  }),
  rehearseRetention: endpoint({
    method: 'GET',
    path: '/api/company/retention',
    summary: 'What would be deleted, from the coming night on, if things were kept for so many months',
    access: manage,
    query: Type.Object({ months: Type.Integer({ minimum: 1, maximum: 120 }) }, strict),
    reply: Type.Object({
      /** What is older than this. */
      before: Time,
      conversations: Type.Integer(),
      messages: Type.Integer(),
      calls: Type.Integer(),
      voicemails: Type.Integer(),
    }),
    errors: [],
  }),
  changeBillingContact: endpoint({
    method: 'PUT',
    path: '/api/company/billing-contact',
    summary: 'Whom invoices are for; null: the admins',
    access: line({ may: 'manage_billing' }),
    body: Type.Object(
      { contact: maybe(Type.Object({ name: Name, email: Type.String({ maxLength: 400 }) }, strict)) },
      strict,
    ),
    reply: Company,
    errors: [i.nameShape, i.emailShape],
  }),

  numbers: endpoint({
    method: 'GET',
    path: '/api/company/numbers',
    summary: 'The numbers of the company, and whose they are',
    access: numbers,
    reply: Numbers,
    errors: [],
  }),
  offers: endpoint({
    method: 'GET',
    path: '/api/company/number-offers',
    summary: 'Numbers that could be taken now',
    access: numbers,
    query: Type.Object({ areaCode: Type.Optional(Type.String({ pattern: '^[0-9]{2,5}$' })) }, strict),
    reply: Type.Array(Type.Object({ number: E164, locality: Type.String() })),
    errors: [c.carrierDown],
  }),
  takeNumber: endpoint({
    method: 'POST',
    path: '/api/company/numbers',
    summary: 'Take a number for the company',
    access: numbers,
    status: 201,
    body: Type.Object({ number: E164 }, strict),
    reply: Numbers,
    errors: [c.numberGone, c.numbersSpent, c.carrierDown],
  }),
  assignNumber: endpoint({
    method: 'PUT',
    path: '/api/company/numbers/:number/line',
    summary: 'Give a number to a line, or to none; the number that line had is then nobody’s',
    access: numbers,
    params: ofNumber,
    body: Type.Object({ lineId: maybe(Id) }, strict),
    reply: Numbers,
    errors: [c.noSuchNumber, l.noSuchLine],
  }),
  releaseNumber: endpoint({
    method: 'DELETE',
    path: '/api/company/numbers/:number',
    summary: 'Give a number back to the carrier, for good',
    access: line({ may: 'manage_numbers', proof: true }),
    params: ofNumber,
    reply: Numbers,
    errors: [c.noSuchNumber],
  }),

  audit: endpoint({
    method: 'GET',
    path: '/api/company/audit',
    summary: 'Who changed what in the company, newest first',
    access: line({ may: 'see_audit' }),
    query: Type.Object(
      {
        before: Type.Optional(Id),
        line: Type.Optional(Id),
        about: Type.Optional(Type.String({ pattern: '^[a-z]{1,30}$' })),
      },
      strict,
    ),
    reply: Trail,
    errors: [],
  }),
  auditFile: endpoint({
    method: 'GET',
    path: '/api/company/audit.csv',
    summary: 'The same as a CSV file, all of it',
    access: line({ may: 'see_audit' }),
    kind: 'binary',
    errors: [],
  }),
} as const;
