/** Where a line's reset codes go: its verified cell first, else its verified e-mail address; undefined: nowhere. */
export function whereCodesGo(of: {
  cell: string | null;
  email: string | null;
}): { channel: 'text' | 'mail'; target: string } | undefined {
  if (of.cell !== null) return { channel: 'text', target: of.cell };
  if (of.email !== null) return { channel: 'mail', target: of.email };
  return undefined;
}
