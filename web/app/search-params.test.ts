import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search-params.ts';

test('an id in an address is not rounded', () => {
  expect(parseSearch('?call=384306940970907216&page=2&show=unread')).toEqual({
    call: '384306940970907216',
    page: 2,
    show: 'unread',
  });
});

test.each([{ call: '384306940970907216' }, { label: '42' }, { search: 'true' }, { search: '+1 415' }])(
  'what is written into an address is read from it again: %o',
  (search) => {
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  },
);
