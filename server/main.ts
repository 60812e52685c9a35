import './load.ts';

// Imported after the hooks of load.ts are in place, which a static import would not be.
const { start } = await import('./start.ts');
await start();
