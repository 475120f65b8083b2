/** What the demonstration holds that addresses are made of; undefined where it holds none. */
export type Facts = {
  record?: string | undefined;
  object?: string | undefined;
  run?: string | undefined;
  proposal?: string | undefined;
  demand?: string | undefined;
};

/** A page of the tour. `route` is as the router has it. */
export type Stop = {
  route: string;
  name: string;
  title: string;
  says: string;
  at: (facts: Facts) => string | undefined;
  /** Who sees it; the case officer where nobody is named. */
  as?: 'node-admin' | 'approver';
  /** Shown to who is not signed in. */
  isOpen?: true;
};

const fixed = (route: string, name: string, title: string, says: string): Stop => ({
  route,
  name,
  title,
  says,
  at: () => `/${route.replace(/^\//, '')}`,
});
const open = (...given: Parameters<typeof fixed>): Stop => ({ ...fixed(...given), isOpen: true });
const about =
  (part: keyof Facts, before: string, after = '') =>
  (facts: Facts): string | undefined =>
    facts[part] === undefined ? undefined : `${before}${facts[part]}${after}`;

/** Every page of the router, in the order in which one would show them. */
export const stops: readonly Stop[] = [
  open(
    '/sign-in',
    'sign-in',
    'Sign in',
    'By passkey, by the ministry’s identity provider, or by a one-time link of this machine.',
  ),
  open(
    '/enrol',
    'enrol',
    'Register a passkey',
    'Who was invited registers a passkey here; two others approve the appointment.',
  ),
  fixed(
    '',
    'home',
    'Home',
    'What changed since yesterday, what is due, and who is in contact; each figure leads to its list.',
  ),
  fixed(
    'inbox',
    'inbox',
    'Inbox',
    'What needs this officer, the nearest deadline first, in the participant’s working calendar.',
  ),
  fixed(
    'watch',
    'watch',
    'Duty watch',
    'Who is on duty, what the last shift left, calls and contact points with their tests.',
  ),
  fixed('records', 'records', 'Records', 'What this node wrote and was given, with marking and verdict.'),
  {
    route: 'records/:participant/:id',
    name: 'record',
    title: 'A record',
    says: 'What it says and seals, its files, who has it, what they confirmed, and whether all of it can be proved.',
    at: about('record', '/records/'),
  },
  {
    route: 'cases/:participant/:id',
    name: 'case',
    title: 'A case',
    says: 'Its thread, what happened when, who has what and confirmed it, what is to be done and until when, proved as a whole.',
    at: about('record', '/cases/'),
  },
  {
    route: 'records/:participant/:id/print',
    name: 'print',
    title: 'A record on paper',
    says: 'For print or PDF: seal, digest, place in the log, where to have it checked, and the marking on each page.',
    at: about('record', '/records/', '/print'),
  },
  fixed(
    'records/new',
    'new-record',
    'Write a record',
    'Any kind by its schema, with the law beside the form, and the very bytes before they are sealed.',
  ),
  fixed('records/recount', 'recount', 'Recount', 'An auditor recomputes a figure from the records behind it.'),
  fixed('proposals', 'proposals', 'Proposals', 'What waits for a second person, whose it is, and what was decided.'),
  {
    route: 'proposals/:id',
    name: 'proposal',
    title: 'A proposal',
    says: 'The exact bytes, checked and hashed in this browser, before the passkey signs them.',
    at: about('proposal', '/proposals/'),
  },
  fixed('threats', 'threats', 'Threats', 'Objects as one long table, found by words, facets and time.'),
  {
    route: 'threats/:stixId',
    name: 'threat',
    title: 'An object',
    says: 'Each participant’s version, its sources, neighbours, and what others remark.',
    at: about('object', '/threats/'),
  },
  {
    route: 'threats/:stixId/graph',
    name: 'graph',
    title: 'Its graph',
    says: 'What it is connected with, drawn, and as a list that says the same.',
    at: about('object', '/threats/', '/graph'),
  },
  {
    route: 'threats/:stixId/hypotheses',
    name: 'hypotheses',
    title: 'What is held about it',
    says: 'Hypotheses side by side with what speaks for and against each, by whom, and how sure.',
    at: about('object', '/threats/', '/hypotheses'),
  },
  fixed(
    'threats/matrix',
    'matrix',
    'Techniques',
    'Techniques as a matrix of their tactics, from the objects that are here.',
  ),
  fixed(
    'figures',
    'figures',
    'Figures',
    'Figures of what accounts and seals say; each leads to the records that make it.',
  ),
  fixed('imports', 'imports', 'Imports', 'Files from outside become records, each object byte for byte.'),
  {
    route: 'imports/:id',
    name: 'import',
    title: 'An import run',
    says: 'What came of each object, and what was refused and why.',
    at: about('run', '/imports/'),
  },
  fixed(
    'quarantine',
    'quarantine',
    'Persons set aside',
    'More objects about persons than the profile allows wait for two officers.',
  ),
  fixed('tasks', 'tasks', 'Tasks', 'What the node asks officers to look at.'),
  fixed(
    'assignments',
    'assignments',
    'Assignments',
    'Who reads what is guarded, for which purpose, given by somebody else.',
  ),
  fixed('arrivals', 'arrivals', 'Arrivals', 'What came and did not count: quarantined, waiting, refused.'),
  fixed(
    'oversight',
    'oversight',
    'Oversight',
    'What is due to oversight, suspended kinds, demanded leaves and findings.',
  ),
  {
    route: 'oversight/demands/:participant/:id',
    name: 'demand',
    title: 'A demand',
    says: 'Leaves that oversight wants opened, and how each was answered.',
    at: about('demand', '/oversight/demands/'),
  },
  { ...fixed('officers', 'officers', 'Officers', 'Invitations, appointments by two, dismissals.'), as: 'node-admin' },
  fixed('account', 'account', 'Account', 'One’s own passkeys, and tokens for programs.'),
  fixed('settings', 'settings', 'Settings', 'Colours, contrast, keys, and what is covered until it is asked for.'),
  fixed(
    'alliance',
    'alliance',
    'Alliance',
    'Where each participant is reached, when it was last heard, its log and its cosignatures; keys, and every version of the documents.',
  ),
  {
    route: 'beside/:code',
    name: 'beside',
    title: 'The node next to it',
    says: 'In a demonstration: how the same looks at another participant.',
    at: () => '/beside/xb',
  },
  open('/verify', 'verify', 'Check a proof', 'A proof file is checked in the browser, against the anchor alone.'),
  fixed('*', 'nowhere', 'No such page', 'An address that leads nowhere says so, and leads home.'),
];
