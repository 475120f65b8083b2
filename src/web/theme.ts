import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

const slate: MantineColorsTuple = [
  '#f1f4f9',
  '#e2e8f1',
  '#c5d0e0',
  '#a5b6ce',
  '#8aa0c0',
  '#6d87ad',
  '#54709a',
  '#3d5a86',
  '#2f4870',
  '#22365a',
];
const gray: MantineColorsTuple = [
  '#f8f9fa',
  '#f2f3f5',
  '#e8eaed',
  '#dcdfe4',
  '#cdd1d8',
  '#a9afba',
  '#7c8490',
  '#565d69',
  '#363c46',
  '#1d2128',
];
const dark: MantineColorsTuple = [
  '#d9dce1',
  '#b8bdc6',
  '#979da8',
  '#7f8591',
  '#363b44',
  '#2b3037',
  '#202429',
  '#16181c',
  '#111316',
  '#0b0c0e',
];

/** Quiet by default: one ink-like colour for what can be pressed; a node's own colour stays in the frame. */
export const theme = createTheme({
  colors: { slate, gray, dark },
  primaryColor: 'slate',
  primaryShade: 7,
  defaultRadius: 'md',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  components: {
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Button: { styles: { label: { fontWeight: 550 } } },
  },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
});

/** Mantine's dimmed text is too pale for small print, and so are its yellow notes and red buttons (WCAG 2.2 §1.4.3 asks for 4.5:1). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a6270',
    '--mantine-color-placeholder': '#6b7280',
    '--line': '#e4e6ea',
    '--faint': '#f7f8f9',
    '--mantine-color-error': '#b42318',
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#b02525',
    '--mantine-color-yellow-light': '#fff6dc',
    '--mantine-color-yellow-light-color': '#6b4a00',
  },
  dark: {
    '--mantine-color-dimmed': '#979da8',
    '--mantine-color-placeholder': '#8f95a1',
    '--line': '#2b3037',
    '--faint': '#1b1e23',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#b02525',
    '--mantine-color-yellow-light': '#2b2410',
    '--mantine-color-yellow-light-color': '#f0cf7a',
  },
});

const memberAccents = ['#0f766e', '#4a4fa3', '#86427f', '#a1472b', '#5d6b1e', '#2f6690', '#2f6f44'];

/** A node's colour, so that nobody mistakes one node's window for another's. White text on it passes 4.5:1. */
export function accentOf(node: { code: string; class: string }): string {
  if (node.class === 'coordinator') return '#4b5563';
  if (node.class === 'oversight') return '#7a5c12';
  const sum = Array.from(node.code).reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return memberAccents[sum % memberAccents.length] ?? '#4b5563';
}
