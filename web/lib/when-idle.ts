/** Runs `work` when the browser has nothing better to do, or after `longestWait` milliseconds. Returns how to call it off. */
export function whenIdle(work: () => void, longestWait: number): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, 30);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: longestWait });
  return () => cancelIdleCallback(handle);
}
