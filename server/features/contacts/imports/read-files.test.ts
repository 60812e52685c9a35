import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../csv-line.ts';
import { vcardOf } from '../vcard.ts';
import { guessColumns, looksLikeHeader } from './columns.ts';
import { csvRows, guessDelimiter } from './csv-rows.ts';
import { readText } from './read-text.ts';
import { vcardRows } from './vcard-rows.ts';

const cellsOf = (text: string, delimiter = ',') => [...csvRows(text, delimiter)].map(({ cells }) => cells);

describe('CSV', () => {
  test('is read as csv-parse reads it, for any cells, delimiter and line end', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r', ' ', '\t', '😀'),
      maxLength: 6,
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        (rows, delimiter, end) => {
          const text = rows
            .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter) + end)
            .join('');
          const theirs = parse(text, { delimiter, relax_column_count: true }) as string[][];
          expect(cellsOf(text, delimiter)).toEqual(theirs.filter((cells) => cells.some((one) => one !== '')));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('that we write comes back the same, formulas and all', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 2, maxLength: 5 }), (cells) => {
        fc.pre(cells.some((cell) => cell !== ''));
        const [back] = cellsOf(csvLine(cells));
        expect(back?.map((cell, at) => (/^[=+\-@\t\r]/.test(cells[at] ?? '') ? cell.replace(/^'/, '') : cell))).toEqual(
          cells,
        );
      }),
    );
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2', "'-2"],
    ['+1+cmd|x', "'+1+cmd|x"],
    ['\t=1', `"'\t=1"`],
    ['+14155552671', '+14155552671'],
    ['Smith, Bob', '"Smith, Bob"'],
  ])('%j is written %j: no spreadsheet runs it', (value, written) => {
    expect(csvLine([value, 'x'])).toBe(`${written.includes('\t') ? "'\t=1" : written},x\r\n`);
  });

  test.each([
    ['a quote that is never closed', 'Bob,"unclosed,+14155550100'],
    ['letters after a closing quote', '"Bob"by,+14155550100'],
  ])('%s costs its own row, which is named, and no other', (_, broken) => {
    const good = (n: number) => `"Name, ${n}",+1415555${String(1000 + n)}`;
    const lines = Array.from({ length: 40 }, (_one, at) => (at === 16 ? broken : good(at)));
    const rows = [...csvRows(lines.join('\n'), ',')];
    expect(rows.filter((row) => row.fault !== undefined)).toEqual([
      { row: 17, cells: [broken], fault: 'contacts.row_quotes' },
    ]);
    expect(rows.length).toBe(40);
    expect(rows[17]).toEqual({ row: 18, cells: ['Name, 17', '+14155551017'] });
  });

  test('blank lines are passed over, and counted as a spreadsheet counts them', () => {
    expect([...csvRows('a,b\n\n,\n c , d \n', ',')]).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 4, cells: [' c ', ' d '] },
    ]);
  });

  test.each([
    [',', 'Name,Number\n"Smith; Bob",+14155550100\nEve,1\n'],
    [';', 'Name;Number;City\nBob, the builder;+14155550100;Bonn, DE\nEve, too;1;Ulm, DE\n'],
    ['\t', 'Name\tNumber\nBob\t+14155550100\n'],
    ['|', 'Name|Number\nBob|+14155550100\n'],
    [',', '+14155550100\n+14155550101\n'],
  ])('delimiter %j is guessed', (delimiter, text) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });
});

describe('encodings', () => {
  const text = 'Name;Number\nZoë Müller;+14155552671\n';
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16', Buffer.from(text, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(text, 'latin1')],
  ])('%s (%#) is told and read', (encoding, file) => {
    expect(readText(file)).toEqual({ text, encoding });
  });

  test('a few broken bytes in UTF-8 do not turn every other name into nonsense', () => {
    const rows = Array.from({ length: 20 }, (_, n) =>
      Buffer.from(n === 3 ? 'Zoé' : `Zoë ${n}\n`, n === 3 ? 'latin1' : 'utf8'),
    );
    const read = readText(Buffer.concat(rows));
    expect(read.encoding).toBe('UTF-8');
    expect(read.text).toContain('Zoë 19');
    expect(read.text).toContain('Zo\uFFFD');
  });

  test.each([
    ['contacts.file_workbook', Buffer.from('504b030414000600', 'hex')],
    ['contacts.file_workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['contacts.file_binary', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['contacts.file_binary', Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 7) % 32 || 1).concat(0xff, 0xfe))],
  ])('%s: %#', (code, file) => {
    expect(() => readText(file)).toThrow(expect.objectContaining({ spec: expect.objectContaining({ code }) }));
  });
});

describe('columns', () => {
  const guess = (headings: string[], row: string[]) =>
    guessColumns(headings, [row], 'US').map(({ meaning }) => meaning);
  test.each([
    [
      ['First Name', 'Last Name', 'Mobile Phone', 'E-mail'],
      ['Ada', 'Byron', '415 555 2671', 'a@b.co'],
      ['firstName', 'lastName', 'number', 'field'],
    ],
    [
      ['Nombre', 'Teléfono', 'Notas'],
      ['Ada', '+14155552671', 'x'],
      ['name', 'number', 'notes'],
    ],
    [
      ['Home Phone', 'Mobile', 'Name', 'First Name'],
      ['4155552671', '4155552672', 'Ada Byron', 'Ada'],
      ['field', 'number', 'name', 'skip'],
    ],
    [
      ['who', 'reach', ''],
      ['Ada', '(415) 555-2671', 'x'],
      ['field', 'number', 'skip'],
    ],
    [
      ['Name', 'Number', 'Number'],
      ['Ada', '5', '4155552671'],
      ['name', 'field', 'number'],
    ],
  ])('%j mean what they hold', (headings, row, meanings) => {
    expect(guess(headings, row)).toEqual(meanings);
  });

  test('a first row with a number is somebody, not headings', () => {
    expect(looksLikeHeader(['Name', 'Number'], 'US')).toBe(true);
    expect(looksLikeHeader(['Ada', '415-555-2671'], 'US')).toBe(false);
  });
});

describe('vCard', () => {
  test('2.1, 3.0 and 4.0 are read: folded lines, quoted-printable, several numbers, escapes', () => {
    const text = [
      'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë M\\, Müller\r\nN:Müller;Zoë;;;\r\nTEL;TYPE=HOME:+1 415 555 0000\r\nitem1.TEL;type=CELL;type=pref:+1 415',
      ' -555-2671\r\nEMAIL;TYPE=INTERNET:zoe@example.com\r\nORG:Acme\\; Sons;Sales\r\nNOTE:two\\nlines\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB:CC\r\nEND:VCARD',
      'BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Zo=\n=C3=AB\nTEL;CELL:4155552672\nEND:VCARD',
      'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Four\r\nTEL;VALUE=uri;TYPE="voice,cell":tel:+1-415-555-2673\r\nEND:VCARD',
      'BEGIN:VCARD\r\nFN:No end',
    ].join('\r\n');
    const rows = [...vcardRows(text)];
    expect(rows[0]?.cells).toEqual([
      'Zoë M, Müller',
      '+1 415-555-2671',
      'zoe@example.com',
      'Acme; Sons, Sales',
      '',
      '',
      '',
      '',
      '+1 415 555 0000',
      'two\nlines',
    ]);
    expect(rows[1]?.cells.slice(0, 2)).toEqual(['Zoë Müller', '4155552672']);
    expect(rows[2]?.cells.slice(0, 2)).toEqual(['Four', '+1-415-555-2673']);
    expect(rows[3]).toMatchObject({ row: 4, fault: 'contacts.row_card' });
  });

  test('that we write comes back the same', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 90 })
      .map((one) => one.replace(/\s+/gu, ' ').trim());
    fc.assert(
      fc.property(text, text, (name, notes) => {
        fc.pre(name !== '' && !/[\p{C}\u2028\u2029]/u.test(name + notes));
        const card = vcardOf({
          name,
          number: '+14155552671',
          notes,
          fields: { 'E-mail': 'a@b.co' },
          groups: ['One, two'],
        });
        expect(card.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
        const cells = [...vcardRows(card)][0]?.cells ?? [];
        expect([cells[0], cells[1], cells[2], cells[9]]).toEqual([name, '+14155552671', 'a@b.co', notes]);
      }),
    );
  });
});
