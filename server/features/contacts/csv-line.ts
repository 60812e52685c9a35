/**
 * A line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe before it, which it takes as
 * "this is text"; a phone number is no formula.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** Spreadsheets take a file for UTF-8 when it begins with this. */
export const csvMark = '\uFEFF';

function cellOf(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) && !/^\+\d{5,15}$/.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
