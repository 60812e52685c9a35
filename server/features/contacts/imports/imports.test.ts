import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contactImports } from '#contract/contact-imports.ts';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import { days } from '#server/platform/clock.ts';
import { type World, world } from '#test/world.ts';
import { runImport } from './run-import.ts';

let w: World;
type Somebody = Awaited<ReturnType<World['line']>>;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const multipart = (content: Buffer | string, name = 'people.csv') => {
  const edge = 'edge-of-the-test';
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${edge}--\r\n`)]),
    type: `multipart/form-data; boundary=${edge}`,
  };
};
const upload = (who: Somebody, content: Buffer | string, name?: string) =>
  who.call(contactImports.upload, { raw: multipart(content, name) });
const meanings = (body: { columns: { meaning: string }[] }) => body.columns.map(({ meaning }) => meaning);
const begin = (
  who: Somebody,
  file: { id: string; columns: { meaning: string }[]; hasHeader: boolean },
  more: object = {},
) =>
  who.call(contactImports.start, {
    params: { id: file.id },
    body: { columns: meanings(file), hasHeader: file.hasHeader, existing: 'update', groupId: null, ...more },
  });
const importAll = async (who: Somebody, content: Buffer | string, more: object = {}) => {
  const { body: file } = await upload(who, content);
  expect((await begin(who, file, more)).status).toBe(200);
  await w.drainJobs();
  return (await who.call(contactImports.read, { params: { id: file.id } })).body;
};
const all = async (who: Somebody) => (await who.call(contacts.list, { query: { limit: 200 } })).body.contacts;

test('a file is looked at first: encoding, delimiter, headings, what each column means, the first rows', async () => {
  const ada = await w.line();
  const text = 'Nombre;Teléfono;Ciudad\nZoë Müller;(415) 555-2671;Ulm\nBob;+12025550143;\n';
  const reply = await upload(ada, Buffer.from(text, 'latin1'), '../año.csv');
  expect(reply).toMatchObject({
    status: 201,
    body: {
      kind: 'csv',
      state: 'ready',
      encoding: 'Windows-1252',
      delimiter: ';',
      hasHeader: true,
      columns: [
        { heading: 'Nombre', meaning: 'name' },
        { heading: 'Teléfono', meaning: 'number' },
        { heading: 'Ciudad', meaning: 'field' },
      ],
      total: 2,
    },
  });
  expect(reply.body.preview[0]).toEqual({ row: 2, cells: ['Zoë Müller', '(415) 555-2671', 'Ulm'] });
  expect(await all(ada)).toEqual([]);
});

test('a Latin-1 file with a broken row 17 gives every other row, and names row 17', async () => {
  const ada = await w.line();
  const lines = Array.from({ length: 30 }, (_, n) => `"Zoë, ${n}",+1415555${String(2000 + n)},Ulm`);
  lines[15] = '"Zoë, 15,+14155552015,Ulm';
  const done = await importAll(ada, Buffer.from(['Name,Number,City', ...lines].join('\r\n'), 'latin1'));
  expect(done).toMatchObject({ state: 'done', total: 30, done: 30, added: 29, faulty: 1 });
  expect(done.faults).toEqual([{ row: 17, code: 'contacts.row_quotes', text: lines[15] }]);
  expect((await all(ada)).length).toBe(29);
  const found = await ada.call(contacts.list, { query: { search: 'zoe 29' } });
  const { body } = await ada.call(contacts.read, { params: { id: found.body.contacts[0].id } });
  expect(body).toMatchObject({ name: 'Zoë, 29', number: '+14155552029', fields: { City: 'Ulm' } });
});

test('each row that is left out says why, and can be had as CSV to correct', async () => {
  const ada = await w.line();
  await ada.call(contacts.add, { body: { number: '+14155552999', keyword: 'taken' } });
  const done = await importAll(
    ada,
    [
      'Name,Number,Keyword,City',
      'Good,+14155552001,good,Ulm',
      'None,,x,',
      'Short,555,,',
      'Cop,911,,',
      'Dear,+1 900 555 0123,,',
      'Many,+14155552002,,Ulm,DE',
      `${'x'.repeat(121)},+14155552003,,`,
      'Key,+14155552004,taken,',
      'Stop,+14155552005,STOP,',
      '=cmd(),bad,,',
    ].join('\n'),
  );
  expect(done).toMatchObject({ added: 1, faulty: 9, done: 10 });
  expect(done.faults.map(({ row, code }: { row: number; code: string }) => [row, code])).toEqual([
    [3, 'contacts.row_number_missing'],
    [4, 'contacts.number_shape'],
    [5, 'contacts.number_emergency'],
    [6, 'contacts.number_premium'],
    [7, 'contacts.row_columns'],
    [8, 'contacts.name_shape'],
    [9, 'contacts.keyword_taken'],
    [10, 'contacts.keyword_reserved'],
    [11, 'contacts.number_shape'],
  ]);
  const csv = await ada.call(contactImports.faults, { params: { id: done.id } });
  expect(csv.headers['content-type']).toContain('text/csv');
  const lines = String(csv.body).split('\r\n');
  expect(lines[0]).toBe('\uFEFFRow,Reason,Name,Number,Keyword,City');
  expect(lines[1]).toBe('3,The row has no phone number.,None,,x,');
  expect(lines.at(-2)).toContain("'=cmd()");
});

describe('rows of one number', () => {
  const file = 'Name,Number,City,Mail\nBob,4155552001,Ulm,\nRobert,(415) 555-2001,,r@example.com\nEve,4155552002,,\n';
  test('are one contact, the later filling in', async () => {
    const ada = await w.line();
    expect(await importAll(ada, file)).toMatchObject({ added: 2, joined: 1, updated: 0, skipped: 0 });
    const [, robert] = await all(ada);
    const { body } = await ada.call(contacts.read, { params: { id: robert.id } });
    expect(body).toMatchObject({ name: 'Robert', fields: { City: 'Ulm', Mail: 'r@example.com' } });
  });

  test('are one contact when thousands of rows lie between, even where existing ones are to be left alone', async () => {
    const ada = await w.line();
    const between = Array.from({ length: 2500 }, (_, n) => `Filler,+1303${2_000_000 + n},,`).join('\n');
    const done = await importAll(
      ada,
      `Name,Number,City,Mail\nBob,4155552001,Ulm,\n${between}\nRobert,4155552001,,r@x.co\n`,
      {
        existing: 'skip',
      },
    );
    expect(done).toMatchObject({ added: 2501, joined: 1, updated: 0, skipped: 0, done: 2502 });
    expect((await ada.call(contacts.list, { query: { search: '4155552001' } })).body.contacts).toMatchObject([
      { name: 'Robert' },
    ]);
  });

  test('that exist already are updated or left alone, as chosen; an empty cell takes nothing away', async () => {
    for (const [existing, name, counts] of [
      ['skip', 'Bobby', { added: 1, skipped: 1, updated: 0 }],
      ['update', 'Robert', { added: 1, skipped: 0, updated: 1 }],
    ] as const) {
      const ada = await w.line();
      const { body: made } = await ada.call(contacts.add, {
        body: { number: '4155552001', name: 'Bobby', notes: 'mine', fields: { Mail: 'old@x.co', Age: '7' } },
      });
      expect(await importAll(ada, file, { existing })).toMatchObject(counts);
      const { body } = await ada.call(contacts.read, { params: { id: made.id } });
      expect(body).toMatchObject({ name, notes: 'mine', fields: { Age: '7' } });
      expect(await importAll(ada, file, { existing: 'update' })).toMatchObject({ added: 0, faulty: 0 });
    }
  });
});

test('a group that is chosen gets everybody of the file, those who existed too', async () => {
  const ada = await w.line();
  await ada.call(contacts.add, { body: { number: '4155552001' } });
  const { body: group } = await ada.call(groups.add, { body: { name: 'Guests' } });
  const file = 'Name,Number\nBob,4155552001\nEve,4155552002\nEve,4155552002\n';
  await importAll(ada, file, { groupId: group.id, existing: 'skip' });
  expect((await ada.call(groups.read, { params: { id: group.id } })).body.size).toBe(2);
  const again = await upload(ada, file);
  expect(await begin(ada, again.body, { groupId: '1' })).toMatchObject({
    status: 404,
    body: { code: 'groups.not_found' },
  });
});

test('a file without headings, and one of vCards, are imported too', async () => {
  const ada = await w.line();
  expect(await importAll(ada, 'Bob;4155552001\nEve;4155552002\n')).toMatchObject({ hasHeader: false, added: 2 });
  const cards =
    'BEGIN:VCARD\nFN:Zoë\nTEL;CELL:4155552003\nEMAIL:z@x.co\nEND:VCARD\nBEGIN:VCARD\nFN:Nobody\nEND:VCARD\n';
  const done = await importAll(ada, cards);
  expect(done).toMatchObject({
    kind: 'vcard',
    added: 1,
    faulty: 1,
    faults: [{ row: 2, code: 'contacts.row_number_missing' }],
  });
  const [zoe] = (await ada.call(contacts.list, { query: { search: 'zoe' } })).body.contacts;
  expect((await ada.call(contacts.read, { params: { id: zoe.id } })).body.fields).toEqual({ 'E-mail': 'z@x.co' });
});

test.each([
  ['contacts.file_missing', ''],
  ['contacts.file_empty', 'Name,Number\n'],
  ['contacts.file_workbook', Buffer.from('504b03041400060008', 'hex')],
  ['contacts.many_columns', `${Array.from({ length: 201 }, (_, n) => `c${n}`).join(',')}\n1,2\n`],
])('%s is refused: %#', async (code, content) => {
  const ada = await w.line();
  expect(await upload(ada, content)).toMatchObject({ status: 422, body: { code } });
});

test('a file over 32 MB, a request without one, and columns that do not fit are refused', async () => {
  const ada = await w.line();
  expect((await upload(ada, Buffer.alloc(32 * 1024 * 1024 + 1, 97))).body.code).toBe('contacts.file_large');
  expect((await ada.call(contactImports.upload, { body: {} })).body.code).toBe('contacts.file_missing');
  const { body: file } = await upload(ada, 'Name,Number\nBob,4155552001\n');
  for (const columns of [['name'], ['name', 'skip'], ['number', 'number'], ['name', 'number', 'skip']])
    expect((await begin(ada, file, { columns })).body.code).toBe('contacts.columns_wrong');
  expect((await begin(ada, file)).status).toBe(200);
  expect((await begin(ada, file)).body.code).toBe('contacts.import_not_ready');
});

const people = (most: number) =>
  `Name,Number,City\n${Array.from({ length: most }, (_, n) => `Person ${n},+1303${2_000_000 + n},Ulm`).join('\n')}`;

test('a process that dies in the middle costs nothing: what is done stays done, the rest follows, nothing twice', async () => {
  const ada = await w.line();
  const { body: file } = await upload(ada, people(3500));
  await begin(ada, file);
  const ref = { companyId: ada.companyId, lineId: ada.lineId, id: file.id };
  // The third thousand cannot be written, as when the database goes away; the job dies with it.
  await w.pool.query(`create function fail_at_2500() returns trigger language plpgsql as $$ begin
    if new.name = 'Person 2500' then raise exception 'power cut'; end if; return new; end $$`);
  await w.pool.query(
    'create trigger fail_at_2500 before insert on contact for each row execute function fail_at_2500()',
  );
  await expect(runImport(w.deps, ref)).rejects.toThrow();
  expect((await ada.call(contactImports.read, { params: { id: file.id } })).body).toMatchObject({
    state: 'running',
    done: 2000,
    added: 2000,
  });
  await w.pool.query('drop trigger fail_at_2500 on contact');
  // Its own job is locked by a process that is gone; the one that looks after it is not.
  await w.pool.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'gone' where key = $1", [
    `import:${file.id}`,
  ]);
  await w.drainJobs();
  expect((await ada.call(contactImports.read, { params: { id: file.id } })).body).toMatchObject({
    state: 'done',
    done: 3500,
    added: 3500,
    joined: 0,
    updated: 0,
  });
  expect((await ada.call(contacts.list)).body.total).toBe(3500);
});

test('two who work on one import at once, and two imports of one file at once, import everybody once', {
  timeout: 60_000,
}, async () => {
  const ada = await w.line();
  const one = (await upload(ada, people(4000))).body;
  const two = (await upload(ada, people(4000).split('\n').reverse().join('\n'))).body;
  await begin(ada, one);
  await begin(ada, { ...two, hasHeader: false });
  const ref = (id: string) => ({ companyId: ada.companyId, lineId: ada.lineId, id: id as never });
  await Promise.all([one.id, one.id, two.id, two.id].map((id) => runImport(w.deps, ref(id))));
  // A slow machine does not finish in the seconds that one job works.
  await w.drainJobs();
  const [first, second] = await Promise.all(
    [one, two].map(async ({ id }) => (await ada.call(contactImports.read, { params: { id } })).body),
  );
  expect([first.state, second.state]).toEqual(['done', 'done']);
  expect(first.added + second.added).toBe(4000);
  expect(second.faulty).toBe(1); // the headings, which lie at its end
  expect((await ada.call(contacts.list)).body.total).toBe(4000);
});

test('a cancelled import stops and keeps what it has; an unstarted one is dropped after a day', async () => {
  const ada = await w.line();
  const { body: file } = await upload(ada, people(10));
  await begin(ada, file);
  expect((await ada.call(contactImports.cancel, { params: { id: file.id } })).body.state).toBe('cancelled');
  await w.drainJobs();
  expect((await ada.call(contacts.list)).body.total).toBe(0);
  const { body: idle } = await upload(ada, people(10));
  w.clock.advance(days(1) + 1);
  await w.drainJobs();
  expect((await ada.call(contactImports.read, { params: { id: idle.id } })).body.state).toBe('cancelled');
});

test('a line has three imports running at most', async () => {
  const ada = await w.line();
  const files = await Promise.all(Array.from({ length: 5 }, () => upload(ada, people(2))));
  const replies = await Promise.all(files.map(({ body }) => begin(ada, body)));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409]);
  await w.drainJobs();
});

test('another line sees, starts and cancels nothing', async () => {
  const ada = await w.line();
  const { body: file } = await upload(ada, people(2));
  for (const eve of [await w.colleague(ada), await w.line()]) {
    const params = { id: file.id };
    expect((await eve.call(contactImports.read, { params })).status).toBe(404);
    expect((await eve.call(contactImports.cancel, { params })).status).toBe(404);
    expect((await eve.call(contactImports.faults, { params })).status).toBe(404);
    expect((await begin(eve, file)).status).toBe(404);
    expect((await eve.call(contactImports.list)).body.imports).toEqual([]);
  }
  expect((await ada.call(contactImports.list)).body.imports).toMatchObject([{ id: file.id, state: 'ready' }]);
});

describe('export', () => {
  test('as CSV holds all, harmless to spreadsheets, and imports again to the same', async () => {
    const ada = await w.line();
    const { body: group } = await ada.call(groups.add, { body: { name: 'VIP, gold' } });
    const { body: made } = await ada.call(contacts.add, {
      body: {
        name: '=HYPERLINK("x")',
        number: '4155552001',
        keyword: 'hy',
        notes: 'two\nlines',
        fields: { City: 'Ulm', N: 3 },
      },
    });
    await ada.call(contacts.add, { body: { number: '4155552002' } });
    await ada.call(contacts.addToGroup, { body: { ids: [made.id], groupId: group.id } });
    const csv = await ada.call(contacts.exportAll, { query: { format: 'csv' } });
    expect(csv.headers).toMatchObject({ 'content-disposition': 'attachment; filename="contacts.csv"' });
    expect(String(csv.body)).toBe(
      '\uFEFFName,Number,Keyword,Groups,Opted out,Blocked,City,N,Notes\r\n' +
        `"'=HYPERLINK(""x"")",+14155552001,hy,"VIP, gold",,,Ulm,3,"two\nlines"\r\n` +
        ',+14155552002,,,,,,,\r\n',
    );
    const only = await ada.call(contacts.exportAll, { query: { format: 'csv', group: group.id } });
    expect(String(only.body)).not.toContain('+14155552002');
    const bob = await w.line();
    expect((await bob.call(contacts.exportAll, { query: { format: 'csv', group: group.id } })).status).toBe(404);
    expect(await importAll(bob, csv.body)).toMatchObject({ added: 2, faulty: 0 });
    expect(await all(bob)).toMatchObject([{ name: '=HYPERLINK("x")', keyword: 'hy' }, { number: '+14155552002' }]);
  });

  test('as vCard is read back by the import', async () => {
    const ada = await w.line();
    await ada.call(contacts.add, {
      body: { name: 'Zoë; Müller', number: '4155552001', fields: { 'E-mail': 'z@x.co' } },
    });
    const cards = await ada.call(contacts.exportAll, { query: { format: 'vcard' } });
    expect(cards.headers['content-type']).toContain('text/vcard');
    const bob = await w.line();
    await importAll(bob, cards.body);
    expect(await all(bob)).toMatchObject([{ name: 'Zoë; Müller', number: '+14155552001' }]);
  });
});
