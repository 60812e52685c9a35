/** Answers that came with the page, by address. Each is used once, for the first time it is asked for. */
const facts = new Map(Object.entries(read()));

interface Fact {
  readonly status: number;
  readonly body: unknown;
}

/** The answer to a first GET, if the page brought it along. */
export function takeFact(address: string): Fact | undefined {
  const fact = facts.get(address);
  facts.delete(address);
  return fact;
}

/** Something changed since the page was made: what nobody has asked for yet may be of before. */
export const forgetFacts = () => facts.clear();

function read(): Record<string, Fact> {
  if (typeof document === 'undefined') return {};
  const text = document.getElementById('first-facts')?.textContent;
  return text === undefined ? {} : (JSON.parse(text) as Record<string, Fact>); // our server wrote it
}
