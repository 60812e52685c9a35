const kept = new WeakMap<object, string | undefined>();

/** Says of a reply that the same object will be sent again: then it is written once. Writing costs more than all else about a quick read. */
export function willBeSentAgain<T extends object>(reply: T): T {
  kept.set(reply, undefined);
  return reply;
}

/** The reply as it was written the first time; undefined for replies that are sent once. */
export function writtenOnce(reply: unknown, write: () => string): string | undefined {
  if (typeof reply !== 'object' || reply === null || !kept.has(reply)) return undefined;
  const text = kept.get(reply) ?? write();
  kept.set(reply, text);
  return text;
}
