import '#web/ui/mantine-styles.ts';
import 'virtual:theme.css';
import '#web/ui/styles.css';

// What came with the page is shown first: the code that takes it over keeps a slow device busy. A hidden page draws nothing to wait for.
if (document.visibilityState === 'visible')
  await new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));
// One after the other: evaluated together they would keep a slow device busy for longer than a tap may wait.
await import('react-dom/client');
await import('./begin.tsx');
