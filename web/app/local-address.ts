/** An address within this site, or undefined: after signing in nobody is sent to another site by a crafted link. */
export function localAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('/')) return undefined;
  const here = 'https://here.invalid';
  const url = URL.parse(value, here);
  if (url === null || url.origin !== here) return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
