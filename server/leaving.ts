import type { CompanyPorts } from '#server/features/company/index.ts';
import { contactsInArchive, contactsOfLine } from '#server/features/contacts/index.ts';
import { mediaOf, messagesInArchive, messagesOfLine, oldMessages } from '#server/features/messages/index.ts';
import { allowances } from '#server/features/plan/index.ts';
import { callsInArchive, callsOfLine, oldCalls, recordingsOf } from '#server/features/voice/index.ts';
import { webhooksOfLine } from '#server/features/webhooks/index.ts';

/** What the features above the company give it: the plan's allowance of lines, and what each does when a line or company leaves. */
export const companyPorts: CompanyPorts = {
  allowedLines: async (db, deps, companyId) => (await allowances(db, deps, companyId)).lines,
  lineParts: [webhooksOfLine, messagesOfLine, callsOfLine, contactsOfLine],
  archiveParts: [contactsInArchive, messagesInArchive, callsInArchive],
  filesOf: [mediaOf, recordingsOf],
  retentionParts: [oldCalls, oldMessages],
};
