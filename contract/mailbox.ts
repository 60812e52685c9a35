import { type Static, Type } from 'typebox';
import { endpoint, operator } from './endpoint.ts';
import { Time } from './shapes.ts';

const MailHead = Type.Object({ id: Type.String(), to: Type.String(), subject: Type.String(), at: Time });
export const MailboxMail = Type.Object({ ...MailHead.properties, text: Type.String(), html: Type.String() });
export type MailHead = Static<typeof MailHead>;
export type MailboxMail = Static<typeof MailboxMail>;

/** The page that shows what was mailed while no mail server is set. */
export const mailbox = {
  list: endpoint({
    method: 'GET',
    path: '/api/mailbox',
    summary: 'Mails, newest first, 50 at a time',
    access: operator,
    query: Type.Object({
      to: Type.Optional(Type.String({ maxLength: 400 })),
      before: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    reply: Type.Object({ mails: Type.Array(MailHead) }),
    errors: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/mailbox/:id',
    summary: 'One mail',
    access: operator,
    params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
    reply: MailboxMail,
    errors: [],
  }),
} as const;
