import { registerHooks } from 'node:module';

/**
 * Loaded before everything else. Drizzle's package.json lists thousands of exports, and Node reads the whole
 * list again for each of its few hundred files: 0.4 s and 200 MB at every start. Inside that package a relative import needs
 * none of it. docs/decisions/0005 has the figures.
 */
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context;
    if (!specifier.startsWith('.') || parentURL === undefined || !parentURL.includes('/node_modules/drizzle-orm/'))
      return next(specifier, context);
    return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
  },
});
