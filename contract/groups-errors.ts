import type { ErrorSpec } from './endpoint.ts';

export const groupErrors = {
  notFound: { code: 'groups.not_found', status: 404, message: 'There is no such group on this line.' },
  nameShape: {
    code: 'groups.name_shape',
    status: 422,
    message: 'The name of a group has 1 to 128 characters that can be seen.',
  },
  nameTaken: { code: 'groups.name_taken', status: 409, message: 'Another group of this line has that name.' },
  keywordShape: {
    code: 'groups.keyword_shape',
    status: 422,
    message: 'A keyword has 1 to 32 letters and digits, without spaces.',
  },
  keywordReserved: {
    code: 'groups.keyword_reserved',
    status: 422,
    message: 'That word already means something in a text, like STOP or HELP. Choose another.',
  },
  keywordTaken: {
    code: 'groups.keyword_taken',
    status: 409,
    message: 'Another group of this line has that keyword. Choose another.',
  },
  joinMessageShape: {
    code: 'groups.join_message_shape',
    status: 422,
    message: 'Join message can not be longer than 70 characters.',
  },
  notRestorable: {
    code: 'groups.not_restorable',
    status: 409,
    message: 'This group was deleted for good, or its name or keyword belongs to another group by now.',
  },
  cursor: {
    code: 'groups.cursor',
    status: 400,
    message: 'That is not a place in this list. Start from its beginning.',
  },
} as const satisfies Record<string, ErrorSpec>;
