/** Which test file has axe look at which pages, by their routes: all of `src/web/router.tsx`. Each file is held to its line when it ran (axe.ts). */
export const axeRoutes: Readonly<Record<string, readonly string[]>> = {
  'accessibility.test.ts': [
    '',
    'resume/:participant',
    'alliance',
    'records',
    'records/new',
    'records/recount',
    'beside/:code',
    'records/:participant/:id',
    'records/:participant/:id/print',
    'records/:participant/:id/release',
    'records/:participant/:id/recall',
    'records/:participant/:id/hold',
    'threats',
    'threats/matrix',
    'threats/:stixId',
    'threats/:stixId/graph',
    'threats/:stixId/hypotheses',
    'threats/:stixId/hypotheses/state',
    'threats/:stixId/hypotheses/assess',
    'threats/:stixId/hypotheses/evidence/:participant/:id',
    'threats/:stixId/hypotheses/opinion/:participant/:id',
    'threats/:stixId/hypotheses/dissent/:participant/:id',
    'threats/:stixId/hypotheses/withdraw/:participant/:id',
    'imports',
    'imports/:id',
    'imports/:id/release',
    'imports/:id/recall',
    'inbox',
    'inbox/notices',
    'watch',
    'watch/plan',
    'watch/note',
    'watch/call',
    'watch/test/:participant/:contact',
    'proposals',
    'quarantine',
    'tasks',
    'assignments',
    'assignments/give',
    'assignments/ask',
    'assignments/end/:participant/:id',
    'figures',
    'account',
    'account/token',
    'settings',
    'arrivals',
    'oversight',
    'officers',
    'officers/invite',
    'officers/appoint/:officer',
    'officers/recover/:officer',
    'officers/dismiss/:officer',
    'sign-in',
    'verify',
    '*',
  ],
  'oversight.test.ts': [
    'oversight/demand',
    'oversight/suspend',
    'oversight/lift/:kind',
    'oversight/finding',
    'oversight/demands/:participant/:id',
    'oversight/demands/:participant/:id/open',
    'oversight/demands/:participant/:id/finding',
  ],
  'proposals.test.ts': ['proposals/:id', 'proposals/:id/approve', 'proposals/:id/end', 'proposals/:id/emergency'],
  'record.test.ts': ['cases/:participant/:id'],
  'sign-in.test.ts': ['enrol'],
  'tasks.test.ts': ['inbox/:kind/:id/hand-over'],
  'translation.test.ts': ['records/:participant/:id/translate'],
};

const known = Object.values(axeRoutes)
  .flat()
  .filter((route) => route !== '*');

/** The page over which a form opens: the longest address above it. */
export const under = (route: string): string =>
  known.filter((one) => route.startsWith(`${one}/`)).toSorted((one, other) => other.length - one.length)[0] ?? '';

/** The route of an address; of several that fit, the one with most fixed words. */
export function routeOf(pathname: string): string {
  const parts = pathname.split('/').filter((part) => part !== '');
  const fits = known.filter((route) => {
    const wanted = route.split('/').filter((part) => part !== '');
    return wanted.length === parts.length && wanted.every((part, at) => part.startsWith(':') || part === parts[at]);
  });
  return fits.toSorted((one, other) => one.split(':').length - other.split(':').length)[0] ?? '*';
}
