import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e8f6f5',
  '#cfebe9',
  '#a2dad6',
  '#70c6c1',
  '#48b3ae',
  '#2a9a96',
  '#178280',
  '#0c6a69',
  '#085554',
  '#064241',
];
const gray: MantineColorsTuple = [
  '#f6f8f8',
  '#eef2f2',
  '#e3e8e9',
  '#d3dadc',
  '#b9c3c6',
  '#8d999d',
  '#647176',
  '#4a565b',
  '#323c40',
  '#1a2225',
];
const dark: MantineColorsTuple = [
  '#e8ecee',
  '#c9d1d4',
  '#a3afb4',
  '#78868c',
  '#3a464b',
  '#2b3539',
  '#20282c',
  '#171d20',
  '#101517',
  '#0b0f10',
];
const red: MantineColorsTuple = [
  '#fff0f0',
  '#ffdede',
  '#fdbcbc',
  '#f79292',
  '#ef6b6b',
  '#e04848',
  '#cb3131',
  '#b02424',
  '#8f1d1d',
  '#701818',
];
const green: MantineColorsTuple = [
  '#ecf9f0',
  '#d3f1dc',
  '#a6e1b8',
  '#73ce90',
  '#48b96d',
  '#2ba153',
  '#1b8542',
  '#136c34',
  '#0f5529',
  '#0b4020',
];
const yellow: MantineColorsTuple = [
  '#fff8e6',
  '#ffeec2',
  '#fddc88',
  '#f9c64c',
  '#efae1f',
  '#d39207',
  '#a97200',
  '#7d5400',
  '#604000',
  '#4a3200',
];

/** One accent, neutral greys, and red, amber (`yellow`) and green for state only. 4 px grid, radius 8. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  // What stands on a filled colour: white on the deep shades of light, near black on the bright ones of dark.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colors, color: 'var(--tk-on-filled)' } : colors;
  },
  colors: { teal, gray, dark, red, green, yellow },
  black: '#1a2225',
  fontFamily: "'Inter Variable', 'Inter Fallback', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Named, not imported: a dialog's code comes with the dialog.
  components: {
    Button: { defaultProps: { loaderProps: { type: 'dots' } } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Anchor: { defaultProps: { underline: 'always' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Modal: {
      defaultProps: {
        centered: true,
        // A dialog's heading is no banner of the page.
        attributes: { header: { role: 'presentation' } },
        radius: 'lg',
        padding: 'lg',
        transitionProps: { duration: 120, transition: 'pop' },
        overlayProps: { backgroundOpacity: 0.45 },
      },
    },
  },
});

/** `virtual:theme.css` has the variables and classes that a provider would write into each page. */
export const stylesInFile = { withCssVariables: false, withGlobalClasses: false } as const;

/** What Mantine's own greys and reds miss: AA for every hint and error, AAA for body text, in both schemes. */
export const themeVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-error': 'var(--mantine-color-red-7)',
    '--mantine-color-success': 'var(--mantine-color-green-7)',
    '--mantine-color-default-border': 'var(--mantine-color-gray-3)',
    '--mantine-color-anchor': 'var(--mantine-color-teal-7)',
    '--mantine-primary-color-contrast': '#ffffff',
    '--tk-on-filled': '#ffffff',
    '--tk-page': 'var(--mantine-color-gray-0)',
    '--tk-surface': '#ffffff',
    '--tk-field': '#ffffff',
    '--tk-quiet': 'var(--mantine-color-gray-1)',
    '--tk-line': 'var(--mantine-color-gray-2)',
    '--tk-field-line': 'var(--mantine-color-gray-5)',
    '--tk-accent-soft': 'var(--mantine-color-teal-0)',
    '--tk-accent-text': 'var(--mantine-color-teal-8)',
    '--tk-warning': 'var(--mantine-color-yellow-7)',
    '--tk-warning-soft': 'var(--mantine-color-yellow-0)',
    '--tk-danger-soft': 'var(--mantine-color-red-0)',
    '--tk-notice': 'var(--mantine-color-gray-9)',
    '--tk-notice-text': '#ffffff',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
    '--mantine-color-placeholder': '#8b989e',
    '--mantine-color-error': 'var(--mantine-color-red-3)',
    '--mantine-color-success': 'var(--mantine-color-green-3)',
    '--mantine-color-default-border': 'var(--mantine-color-dark-4)',
    '--mantine-color-anchor': 'var(--mantine-color-teal-3)',
    '--mantine-primary-color-contrast': '#06201f',
    '--tk-on-filled': '#06201f',
    // Mantine counts four shades up from the bright one, which is white: what destroys must look red.
    '--mantine-color-red-outline': 'var(--mantine-color-red-3)',
    '--tk-page': '#12181a',
    '--tk-surface': '#1a2124',
    '--tk-field': 'var(--mantine-color-dark-6)',
    '--tk-quiet': '#222a2e',
    '--tk-line': '#2a3337',
    '--tk-field-line': '#5c6a70',
    '--tk-accent-soft': '#12302f',
    '--tk-accent-text': 'var(--mantine-color-teal-2)',
    '--tk-warning': 'var(--mantine-color-yellow-3)',
    '--tk-warning-soft': '#2e2613',
    '--tk-danger-soft': '#331c1d',
    '--tk-notice': 'var(--mantine-color-dark-0)',
    '--tk-notice-text': 'var(--mantine-color-dark-9)',
  },
});
