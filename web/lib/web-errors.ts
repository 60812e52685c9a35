import type { ErrorSpec } from '#contract/endpoint.ts';

/** What only the browser can find out. */
export const webErrors = {
  offline: {
    code: 'web.offline',
    status: 0,
    message: 'The server cannot be reached. What you typed is kept; try again in a moment.',
  },
  strangeAnswer: {
    code: 'web.strange_answer',
    status: 0,
    message: 'The server gave an answer that makes no sense here. Try again in a moment.',
  },
  broken: { code: 'web.broken', status: 0, message: 'Something went wrong on this page. Load it again.' },
} as const satisfies Record<string, ErrorSpec>;
