/**
 * Callers of one thing that come together share one reading of it. Each gets a reading that began after it had asked, so it
 * finds what was written before; the next one begins when the one that runs is over.
 */
export function together<C, T>(nameOf: (call: C) => string, read: (call: C) => Promise<T>): (call: C) => Promise<T> {
  const running = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<T>>();
  const begin = (name: string, call: C): Promise<T> => {
    waiting.delete(name);
    const reading = read(call);
    const over = reading.then(nothing, nothing).then(() => {
      if (running.get(name) === over) running.delete(name);
    });
    running.set(name, over);
    return reading;
  };
  return (call) => {
    const name = nameOf(call);
    const joined = waiting.get(name);
    if (joined) return joined;
    const next = (running.get(name) ?? Promise.resolve()).then(() => begin(name, call));
    waiting.set(name, next);
    return next;
  };
}

const nothing = () => undefined;
