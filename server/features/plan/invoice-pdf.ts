import PDFDocument from 'pdfkit';
import type { BillLine, Invoice } from '#contract/billing.ts';
import type { Language } from '#contract/identity.ts';
import { dayIn, moneyIn, paperWords, wordsOf } from './invoice-words.ts';

const ink = '#1a2225';
const grey = '#647176';
const rule = '#d3dadc';
const accent = '#0c6a69';
const left = 56;
const right = 556;
const bottom = 700;

/** An invoice on paper. The same invoice is the same file, byte for byte. */
export async function invoicePdf(of: Invoice, language: Language): Promise<Buffer> {
  const words = paperWords[language];
  const issued = new Date(of.issuedAt);
  const paper = new PDFDocument({
    size: 'LETTER',
    margin: left,
    bufferPages: true,
    lang: language,
    info: { Title: words.invoice(of.number), Author: 'Trunkline', CreationDate: issued, ModDate: issued },
  });
  const chunks: Buffer[] = [];
  paper.on('data', (chunk: Buffer) => chunks.push(chunk));
  const isWritten = new Promise<void>((resolve, reject) => {
    paper.on('end', resolve);
    paper.on('error', reject);
  });
  head(paper, of, language);
  const y = rows(paper, of, language);
  foot(paper, of, language, y);
  paper.end();
  await isWritten;
  return Buffer.concat(chunks);
}

type Paper = InstanceType<typeof PDFDocument>;

function head(paper: Paper, of: Invoice, language: Language): void {
  const words = paperWords[language];
  const day = dayIn(language, of.timeZone);
  paper.font('Helvetica-Bold').fontSize(11).fillColor(accent).text('Trunkline', left, 56);
  paper.fontSize(24).fillColor(ink).text(words.invoice(of.number), left, 84);
  paper
    .font('Helvetica')
    .fontSize(11)
    .fillColor(of.status === 'open' ? ink : grey);
  paper.text(words.states[of.status], left, 116);
  const facts: [string, string][] = [
    [words.billedTo, printable(of.company)],
    [words.issued, day(of.issuedAt)],
    of.paidAt === null ? [words.due, day(of.dueAt)] : [words.paid, day(of.paidAt)],
  ];
  let x = left;
  for (const [name, value] of of.status === 'void' ? facts.slice(0, 2) : facts) {
    const width = x === left ? 220 : 130;
    paper.fontSize(9).fillColor(grey).text(name, x, 152, { width });
    paper.fontSize(11).fillColor(ink).text(value, x, 166, { width, height: 42, ellipsis: true });
    x += width + 10;
  }
}

function rows(paper: Paper, of: Invoice, language: Language): number {
  const words = paperWords[language];
  let y = 228;
  const titles = () => {
    paper.font('Helvetica').fontSize(9).fillColor(grey);
    paper
      .text(words.what, left, y)
      .text(words.period, 300, y)
      .text(words.amount, 456, y, { width: 100, align: 'right' });
    y += 18;
    line(paper, y);
    y += 10;
  };
  titles();
  for (const each of of.lines) {
    if (y > bottom) {
      paper.addPage();
      y = 56;
      titles();
    }
    y = row(paper, each, of, language, y);
  }
  line(paper, y);
  return y + 12;
}

function row(paper: Paper, each: BillLine, of: Invoice, language: Language, y: number): number {
  const day = dayIn(language, of.timeZone);
  const money = moneyIn(language);
  paper.font('Helvetica').fontSize(11).fillColor(ink);
  const what = printable(wordsOf(each, language));
  const height = Math.max(30, paper.heightOfString(what, { width: 230 }));
  paper.text(what, left, y, { width: 230 });
  paper.text(money(each.cents), 456, y, { width: 100, align: 'right' });
  paper
    .fontSize(9)
    .fillColor(grey)
    .text(`${day(each.from)} –`, 300, y, { width: 150 });
  paper.text(day(each.to), 300, y + 12, { width: 150 });
  return y + height + 8;
}

function foot(paper: Paper, of: Invoice, language: Language, at: number): void {
  const words = paperWords[language];
  let y = at;
  if (y > bottom) {
    paper.addPage();
    y = 56;
  }
  paper.font('Helvetica-Bold').fontSize(12).fillColor(ink).text(words.total, 300, y, { width: 150 });
  paper.text(moneyIn(language)(of.totalCents), 456, y, { width: 100, align: 'right' });
  paper
    .font('Helvetica')
    .fontSize(9)
    .fillColor(grey)
    .text(words.noTax, 300, y + 20, { width: 256 });
  const { count } = paper.bufferedPageRange();
  for (let page = 0; count > 1 && page < count; page += 1) {
    paper.switchToPage(page);
    // Below the margin: text there would otherwise begin a page of its own.
    paper.page.margins.bottom = 0;
    paper
      .fontSize(9)
      .fillColor(grey)
      .text(words.page(page + 1, count), left, 752, { width: right - left, align: 'right' });
  }
}

const line = (paper: Paper, y: number) =>
  paper.moveTo(left, y).lineTo(right, y).lineWidth(0.5).strokeColor(rule).stroke();

/** The fonts every reader has know Latin letters only; what else a company's name holds is shown as a question mark. */
const printable = (text: string) => text.normalize('NFC').replace(/[^\u0020-\u007e\u00a0-\u00ff–—‘’“”…€]/gu, '?');
