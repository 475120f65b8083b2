import type { Cover, Viewer } from '#features/officers/model.ts';

/** Every purpose of the Meridian profile, as the operator gives it to the officers of tests. */
export const purposes: readonly string[] = [
  'counter-terrorism',
  'cii-protection',
  'cybercrime',
  'counter-financing',
  'mutual-assistance',
  'coordination',
  'oversight',
];

export const wholeCover: Cover = { desks: purposes, cases: [], inquiries: [], byOperator: true };

/** Somebody of an authority who reads content, and is assigned to all of its work. */
export const readerOf = (authority: string, change: Partial<Viewer> = {}): Viewer => ({
  content: true,
  authority,
  officer: `${authority}/o-1`,
  cover: wholeCover,
  ...change,
});
