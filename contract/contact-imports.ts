import { Type } from 'typebox';
import { importErrors } from './contacts-errors.ts';
import { ColumnMeaningName, Import } from './contacts-shape.ts';
import { endpoint, line } from './endpoint.ts';
import { groupErrors } from './groups-errors.ts';
import { Id, maybe } from './shapes.ts';

const i = importErrors;
const strict = { additionalProperties: false } as const;
const read = line({ scope: 'contacts:read' });
const write = line({ scope: 'contacts:write' });
const one = Type.Object({ id: Id }, strict);

export const contactImports = {
  list: endpoint({
    method: 'GET',
    path: '/api/contact-imports',
    summary: 'The last twenty imports, newest first',
    access: read,
    reply: Type.Object({ imports: Type.Array(Import) }),
    errors: [],
  }),
  upload: endpoint({
    method: 'POST',
    path: '/api/contact-imports',
    summary: 'Upload a CSV or vCard file; nothing is imported before it is started',
    access: write,
    status: 201,
    upload: { maxBytes: 32 * 1024 * 1024 },
    reply: Import,
    errors: [i.fileMissing, i.fileLarge, i.fileEmpty, i.fileWorkbook, i.fileBinary, i.manyColumns],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/contact-imports/:id',
    summary: 'How an import stands',
    access: read,
    params: one,
    reply: Import,
    errors: [i.notFound],
  }),
  start: endpoint({
    method: 'POST',
    path: '/api/contact-imports/:id/start',
    summary: 'Start an import with what its columns mean',
    access: write,
    params: one,
    body: Type.Object(
      {
        columns: Type.Array(ColumnMeaningName, { minItems: 1, maxItems: 200 }),
        hasHeader: Type.Boolean(),
        existing: Type.Union([Type.Literal('update'), Type.Literal('skip')]),
        groupId: maybe(Id),
      },
      strict,
    ),
    reply: Import,
    errors: [i.notFound, i.notReady, i.columnsWrong, i.busy, groupErrors.notFound],
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/api/contact-imports/:id/cancel',
    summary: 'Stop an import; what it imported so far stays',
    access: write,
    params: one,
    reply: Import,
    errors: [i.notFound],
  }),
  faults: endpoint({
    method: 'GET',
    path: '/api/contact-imports/:id/faults',
    summary: 'The rows that were left out, with the reason, as CSV to correct and import again',
    access: read,
    kind: 'stream',
    params: one,
    reply: Type.String(),
    errors: [i.notFound],
  }),
} as const;
