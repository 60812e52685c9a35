import '#web/ui/mantine-styles.ts';
import '#web/ui/styles.css';

// One after the other: evaluated together they would keep a slow device busy for longer than a tap may wait.
await import('react-dom/client');
await import('./begin.tsx');
