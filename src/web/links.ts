import { query } from './query.ts';

type Parts<Name extends string> = { readonly [name in Name]?: string | undefined };

/** What a list of objects is asked for. */
type ThreatPart =
  | 'view'
  | 'columns'
  | 'q'
  | 'type'
  | 'label'
  | 'phase'
  | 'tlp'
  | 'base'
  | 'own'
  | 'member'
  | 'from'
  | 'to'
  | 'seenFrom'
  | 'seenTo'
  | 'sort';

/** What a list of records is asked for. */
type RecordPart =
  | 'q'
  | 'kind'
  | 'author'
  | 'verdict'
  | 'written'
  | 'since'
  | 'keptTo'
  | 'by'
  | 'from'
  | 'to'
  | 'before';

/** The one place where addresses of pages are put together. A record's ref is `<participant>/<id>`. */
export const links = {
  home: () => '/',
  alliance: (shown: Parts<'since'> = {}) => `/alliance${query(shown)}`,
  resumePeer: (participant: string) => `/resume/${encodeURIComponent(participant)}`,
  records: (filter: Parts<RecordPart> = {}) => `/records${query(filter)}`,
  newRecord: (about: Parts<'kind' | 'case' | 'about' | 'replaces' | 'sources' | 'call'> = {}) =>
    `/records/new${query(about)}`,
  record: (ref: string) => `/records/${ref.split('/').map(encodeURIComponent).join('/')}`,
  /** The case that a record belongs to. */
  case: (ref: string) => `/cases/${ref.split('/').map(encodeURIComponent).join('/')}`,
  threats: (filter: Parts<ThreatPart> = {}) => `/threats${query(filter)}`,
  threat: (stixId: string, view: Parts<'depth' | 'type' | 'relation' | 'before' | 'path' | 'older' | 'newer'> = {}) =>
    `/threats/${encodeURIComponent(stixId)}${query(view)}`,
  matrix: () => '/threats/matrix',
  graph: (stixId: string, view: Parts<'depth'> = {}) => `/threats/${encodeURIComponent(stixId)}/graph${query(view)}`,
  hypotheses: (stixId: string) => `/threats/${encodeURIComponent(stixId)}/hypotheses`,
  imports: () => '/imports',
  import: (id: string) => `/imports/${encodeURIComponent(id)}`,
  quarantine: () => '/quarantine',
  tasks: () => '/tasks',
  /** `row`: the note or call to look at, such as note-01890000-…. */
  watch: (row?: string) => (row === undefined ? '/watch' : `/watch#${row}`),
  /** The forms of the duty watch, over its page. */
  planShift: () => '/watch/plan',
  writeNote: () => '/watch/note',
  noteCall: () => '/watch/call',
  testContact: (participant: string, contact: string) =>
    `/watch/test/${encodeURIComponent(participant)}/${encodeURIComponent(contact)}`,
  inbox: (shown: Parts<'show'> = {}) => `/inbox${query(shown)}`,
  notices: () => '/inbox/notices',
  handOver: (kind: string, id: string) => `/inbox/${encodeURIComponent(kind)}/${encodeURIComponent(id)}/hand-over`,
  proposals: (filter: Parts<'before'> = {}) => `/proposals${query(filter)}`,
  proposal: (id: string) => `/proposals/${encodeURIComponent(id)}`,
  /** The forms of a proposal, over its page. */
  decide: (id: string, verb: 'approve' | 'end' | 'emergency') => `/proposals/${encodeURIComponent(id)}/${verb}`,
  arrivals: (shown: Parts<'since'> = {}) => `/arrivals${query(shown)}`,
  /** In a demonstration: to a page of another node. */
  beside: (node: string, page = '/') =>
    `/beside/${encodeURIComponent(node)}${query({ to: page === '/' ? null : page })}`,
  recount: (what: Parts<'kind'> = {}) => `/records/recount${query(what)}`,
  oversight: () => '/oversight',
  demand: (ref: string) => `/oversight/demands/${ref.split('/').map(encodeURIComponent).join('/')}`,
  signIn: () => '/sign-in',
  enrol: () => '/enrol',
  account: () => '/account',
  makeToken: () => '/account/token',
  officers: () => '/officers',
  /** The forms of officers, over their page. */
  inviteOfficer: () => '/officers/invite',
  appointOfficer: (id: string) => `/officers/appoint/${encodeURIComponent(id)}`,
  recoverOfficer: (id: string) => `/officers/recover/${encodeURIComponent(id)}`,
  dismissOfficer: (id: string) => `/officers/dismiss/${encodeURIComponent(id)}`,
  assignments: () => '/assignments',
  /** The forms of assignments, over their page. */
  assign: (given: Parts<'officers' | 'covers' | 'subject' | 'purpose' | 'reason'> = {}) =>
    `/assignments/give${query(given)}`,
  askAssignment: (asked: Parts<'covers' | 'subject' | 'purpose'> = {}) => `/assignments/ask${query(asked)}`,
  endAssignment: (ref: string, officer: string) =>
    `/assignments/end/${ref.split('/').map(encodeURIComponent).join('/')}${query({ officer })}`,
  figures: (chosen: Parts<'of'> = {}) => `/figures${query(chosen)}`,
  verify: () => '/verify',
  /** What a problem's code means: a page of the node's own. */
  problem: (code: string) => `/problems/${encodeURIComponent(code)}`,
  settings: () => '/settings',
  /** The forms of a record or an import run open over its page. */
  release: (page: string) => `${page}/release`,
  recall: (page: string) => `${page}/recall`,
  print: (page: string) => `${page}/print`,
  hold: (page: string) => `${page}/hold`,
  translate: (page: string) => `${page}/translate`,
  /** The forms of what is held about an object, over its page. */
  stateHypothesis: (page: string) => `${page}/state`,
  assess: (page: string) => `${page}/assess`,
  say: (page: string, verb: 'evidence' | 'opinion' | 'dissent' | 'withdraw', ref: string) =>
    `${page}/${verb}/${ref.split('/').map(encodeURIComponent).join('/')}`,
  /** The forms of oversight, over its page or that of one demand. */
  newDemand: () => '/oversight/demand',
  suspend: () => '/oversight/suspend',
  lift: (kind: string) => `/oversight/lift/${encodeURIComponent(kind)}`,
  finding: (page: string) => `${page}/finding`,
  openLeaves: (page: string) => `${page}/open`,
};
