import type { ErrorSpec } from './endpoint.ts';

export const contactErrors = {
  notFound: { code: 'contacts.not_found', status: 404, message: 'There is no such contact on this line.' },
  nameShape: {
    code: 'contacts.name_shape',
    status: 422,
    message: 'A name has up to 120 characters that can be seen. It may be left empty.',
  },
  numberShape: {
    code: 'contacts.number_shape',
    status: 422,
    message: 'That is not a whole phone number. Type it with its area code.',
  },
  numberExtension: {
    code: 'contacts.number_extension',
    status: 422,
    message: 'A number with an extension cannot be texted or called directly. Leave the extension out.',
  },
  numberEmergency: {
    code: 'contacts.number_emergency',
    status: 422,
    message: 'Emergency and service numbers cannot be contacts: they cannot be called or texted from here.',
  },
  numberPremium: {
    code: 'contacts.number_premium',
    status: 422,
    message: 'Premium and shared-cost numbers cannot be contacts: texting or calling them could cost any amount.',
  },
  numberTaken: {
    code: 'contacts.number_taken',
    status: 409,
    message: 'That number is already in your contacts.',
  },
  keywordShape: {
    code: 'contacts.keyword_shape',
    status: 422,
    message: 'A keyword has 1 to 32 letters and digits, without spaces.',
  },
  keywordReserved: {
    code: 'contacts.keyword_reserved',
    status: 422,
    message: 'That word already means something in a text, like STOP or HELP. Choose another.',
  },
  keywordTaken: {
    code: 'contacts.keyword_taken',
    status: 409,
    message: 'Another contact has that keyword. Choose another.',
  },
  notesLong: { code: 'contacts.notes_long', status: 422, message: 'Notes have up to 10,000 characters.' },
  fieldName: {
    code: 'contacts.field_name',
    status: 422,
    message: 'The name of a field has 1 to 100 characters that can be seen.',
  },
  fieldsLarge: {
    code: 'contacts.fields_large',
    status: 422,
    message: 'The fields of a contact hold up to 65,535 bytes together. Shorten or remove some.',
  },
  changedElsewhere: {
    code: 'contacts.changed_elsewhere',
    status: 409,
    message:
      'This was changed in another place since you opened it. Look at what stands now, then save again if you still want to.',
  },
  cursor: {
    code: 'contacts.cursor',
    status: 400,
    message: 'That is not a place in this list. Start from its beginning.',
  },
  notDeleted: {
    code: 'contacts.not_restorable',
    status: 409,
    message: 'This contact was deleted for good, or its number belongs to another contact by now.',
  },
  joinSelf: { code: 'contacts.join_self', status: 422, message: 'Choose at least two different contacts to join.' },
} as const satisfies Record<string, ErrorSpec>;

export const importErrors = {
  notFound: { code: 'contacts.import_not_found', status: 404, message: 'There is no such import on this line.' },
  fileMissing: {
    code: 'contacts.file_missing',
    status: 422,
    message: 'No file came with the request. Choose a CSV or vCard file first.',
  },
  fileLarge: {
    code: 'contacts.file_large',
    status: 413,
    message: 'That file is larger than 32 MB. Split it, then import the parts one after another.',
  },
  fileEmpty: { code: 'contacts.file_empty', status: 422, message: 'That file has no rows.' },
  fileWorkbook: {
    code: 'contacts.file_workbook',
    status: 422,
    message: 'That is an Excel workbook or another packed file. Save it as CSV, then choose that.',
  },
  fileBinary: {
    code: 'contacts.file_binary',
    status: 422,
    message: 'That file holds no text that can be read. Use a CSV or vCard file.',
  },
  manyColumns: {
    code: 'contacts.many_columns',
    status: 422,
    message: 'That file has more than 200 columns. Remove those you do not need.',
  },
  columnsWrong: {
    code: 'contacts.columns_wrong',
    status: 422,
    message: 'Say of every column what it is; exactly one holds the number.',
  },
  notReady: {
    code: 'contacts.import_not_ready',
    status: 409,
    message: 'This import was started, finished or cancelled already.',
  },
  busy: {
    code: 'contacts.import_busy',
    status: 409,
    message: 'Three imports of this line are running. Wait until one is done, or cancel one.',
  },
} as const satisfies Record<string, ErrorSpec>;

/** Why a row of a file was left out. They stand in the list of faults, and are no answer to a request. */
export const rowErrors = {
  quotes: {
    code: 'contacts.row_quotes',
    status: 422,
    message: 'A quotation mark is missing or too many. Check the quotes of this row.',
  },
  columns: {
    code: 'contacts.row_columns',
    status: 422,
    message: 'The row has more cells than there are columns. Put a cell that holds the delimiter in quotes.',
  },
  bytes: {
    code: 'contacts.row_bytes',
    status: 422,
    message: 'The row holds characters that cannot be read. Type them again.',
  },
  card: { code: 'contacts.row_card', status: 422, message: 'The card has no end.' },
  numberMissing: { code: 'contacts.row_number_missing', status: 422, message: 'The row has no phone number.' },
} as const satisfies Record<string, ErrorSpec>;
