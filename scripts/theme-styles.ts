import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Plugin } from 'vite';
import { theme, themeVariables } from '../web/ui/theme.ts';

const resolved = '\0theme.css';

/**
 * `virtual:theme.css`: what Mantine makes of our theme, as a style file. Left to itself each page works it out again, and the browser
 * styles everything anew when it comes.
 */
export const themeStyles = (): Plugin => ({
  name: 'theme-styles',
  resolveId: (id) => (id === 'virtual:theme.css' ? resolved : undefined),
  load: (id) => (id === resolved ? styles() : undefined),
});

const styles = () =>
  renderToStaticMarkup(createElement(MantineProvider, { theme, cssVariablesResolver: themeVariables })).replaceAll(
    /<\/?style[^>]*>/g,
    '',
  );
