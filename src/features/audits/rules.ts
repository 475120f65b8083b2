import type { Place } from '#features/receipts/model.ts';
import type { Act } from './model.ts';

/**
 * What a request of an officer's is, of what (the route's own names with a colon are filled in), and where it takes content to. A
 * saved file says where itself.
 */
type Rule = { act: Act; subject: string; file?: 'proof-file' | 'blob-file' };

/**
 * Every route of the API by the name that the router has for it: what shows content or takes it out, and what is nothing to
 * account for. A route that is not here answers nobody: what is forgotten is found at once.
 */
export const accounted: ReadonlyMap<string, Rule | 'nothing'> = new Map<string, Rule | 'nothing'>([
  ['GET /api/records', { act: 'list', subject: 'records' }],
  ['GET /api/records/:participant/:id', { act: 'read', subject: ':participant/:id' }],
  ['GET /api/records/:participant/:id/proof', { act: 'export', subject: ':participant/:id' }],
  ['GET /api/records/:participant/:id/proof-file', { act: 'export', subject: ':participant/:id', file: 'proof-file' }],
  [
    'GET /api/records/:participant/:id/blobs/:sha256',
    { act: 'export', subject: ':participant/:id', file: 'blob-file' },
  ],
  ['POST /api/records/:participant/:id/blobs/:sha256/showings', { act: 'read', subject: ':participant/:id' }],
  ['GET /api/incidents/:participant/:id', { act: 'read', subject: ':participant/:id' }],
  ['GET /api/cases/:participant/:id', { act: 'read', subject: ':participant/:id' }],
  ['GET /api/threats', { act: 'list', subject: 'threats' }],
  ['GET /api/threats/facets/counts', { act: 'list', subject: 'threats' }],
  ['GET /api/threats/all/places', { act: 'list', subject: 'threats' }],
  ['GET /api/threats/all/matrix', { act: 'list', subject: 'threats' }],
  ['GET /api/threats/all/timeline', { act: 'list', subject: 'threats' }],
  // What is connected with what is told as a list is, under the records that it was asked about.
  ['GET /api/threats/:id/neighbours', { act: 'list', subject: 'threats/neighbours' }],
  ['GET /api/threats/:id/graph', { act: 'list', subject: 'threats/graph' }],
  ['GET /api/threats/:id/paths', { act: 'list', subject: 'threats/paths' }],
  ['GET /api/threats/:id/diff', { act: 'read', subject: ':id' }],
  ['GET /api/threats/:id', { act: 'read', subject: ':id' }],
  ['GET /api/exports', { act: 'list', subject: 'exports' }],
  ['GET /api/hypotheses', { act: 'list', subject: 'hypotheses' }],
  ['GET /api/hypotheses/of/:id', { act: 'read', subject: ':id' }],
  ['GET /api/tasks', { act: 'list', subject: 'tasks' }],
  ['GET /api/watch/notes', { act: 'list', subject: 'watch/notes' }],
  ['GET /api/watch/calls', { act: 'list', subject: 'watch/calls' }],
  ['GET /api/watch/calls/:id', { act: 'read', subject: 'watch/calls/:id' }],
  ['GET /api/inbox', { act: 'list', subject: 'inbox' }],
  ['GET /api/imports', { act: 'list', subject: 'imports' }],
  ['GET /api/imports/:id', { act: 'read', subject: 'imports/:id' }],
  ['GET /api/proposals', { act: 'list', subject: 'proposals' }],
  ['GET /api/proposals/:id', { act: 'read', subject: 'proposals/:id' }],
  ['GET /api/quarantine', { act: 'list', subject: 'quarantine' }],
  ['POST /api/ferry/out', { act: 'ferry-out', subject: '' }],
  ['POST /api/ferry/in', { act: 'ferry-in', subject: '' }],
  ['GET /api/ferry/blobs/:to/:sha256', { act: 'ferry-out', subject: ':sha256' }],
  ['POST /api/ferry/blobs/:from/:name', { act: 'ferry-in', subject: ':name' }],
  ['POST /api/peers/:participant/resume', { act: 'resume-peer', subject: ':participant' }],
  ['POST /api/keys/:participant/:hash/destroy', { act: 'destroy-key', subject: ':participant/:hash' }],

  // They note what they do themselves.
  ['GET /api/exports/misp', 'nothing'],
  ['GET /api/exports/stix', 'nothing'],
  ['GET /api/session', 'nothing'],
  ['POST /api/visits', 'nothing'],
  ['POST /api/session', 'nothing'],
  ['PUT /api/session', 'nothing'],
  ['DELETE /api/session', 'nothing'],
  ['POST /api/session/link', 'nothing'],
  ['POST /api/session/passkey', 'nothing'],
  ['POST /api/session/passkey/options', 'nothing'],
  ['GET /api/session/ways', 'nothing'],
  ['POST /api/session/oidc', 'nothing'],
  ['POST /api/session/oidc/begin', 'nothing'],
  ['POST /api/session/enrolment', 'nothing'],
  ['POST /api/officers/enrolments', 'nothing'],
  ['POST /api/officers/enrolments/options', 'nothing'],
  ['POST /api/officers/invitations', 'nothing'],
  ['GET /api/officers/passkeys', 'nothing'],
  ['POST /api/officers/passkeys/stop', 'nothing'],
  ['GET /api/tokens', 'nothing'],
  ['POST /api/tokens', 'nothing'],
  ['DELETE /api/tokens/:id', 'nothing'],
  ['POST /api/session/assertions', 'nothing'],
  // They make a record, which says who made it, or a row that names the officer.
  ['POST /api/records', 'nothing'],
  ['POST /api/drafts/previews', 'nothing'],
  ['POST /api/drafts/previews/:id/seal', 'nothing'],
  ['POST /api/drafts/previews/:id/propose', 'nothing'],
  ['POST /api/records/:participant/:id/hold', 'nothing'],
  ['DELETE /api/records/:participant/:id/hold', 'nothing'],
  ['POST /api/selections', 'nothing'],
  ['PUT /api/selections/:id', 'nothing'],
  ['POST /api/releases', 'nothing'],
  ['POST /api/releases/preview', { act: 'list', subject: 'records' }],
  ['POST /api/recalls', 'nothing'],
  ['POST /api/recalls/preview', { act: 'list', subject: 'records' }],
  ['POST /api/imports', 'nothing'],
  ['GET /api/imports/:id/progress', 'nothing'],
  ['POST /api/imports/:id/cancel', 'nothing'],
  ['POST /api/blobs', 'nothing'],
  ['POST /api/tasks/:id/close', 'nothing'],
  ['POST /api/watch/shifts', 'nothing'],
  ['DELETE /api/watch/shifts/:id', 'nothing'],
  ['POST /api/watch/notes', 'nothing'],
  ['PUT /api/watch/notes/:id/taken', 'nothing'],
  ['POST /api/watch/calls', 'nothing'],
  ['PUT /api/watch/calls/:id/record', 'nothing'],
  ['PUT /api/watch/contacts/:participant/:contact/test', 'nothing'],
  ['GET /api/inbox/count', 'nothing'],
  ['GET /api/inbox/takings', 'nothing'],
  ['DELETE /api/inbox/:kind/:id/taken', 'nothing'],
  ['PUT /api/inbox/:kind/:id/taken', 'nothing'],
  ['PUT /api/inbox/:kind/:id/hand-over', 'nothing'],
  ['GET /api/notices/own', 'nothing'],
  ['PUT /api/notices/own', 'nothing'],
  ['DELETE /api/notices/own', 'nothing'],
  ['PUT /api/inbox/deputies/own', 'nothing'],
  ['DELETE /api/inbox/deputies/own', 'nothing'],
  ['GET /api/inbox/deputies', 'nothing'],
  ['POST /api/cases/refer', 'nothing'],
  ['POST /api/assignments', 'nothing'],
  ['POST /api/assignments/:participant/:id/end', 'nothing'],
  ['POST /api/assignments/requests', 'nothing'],
  ['DELETE /api/assignments/requests/:id', 'nothing'],
  ['POST /api/assignments/requests/:id/refuse', 'nothing'],
  ['POST /api/hypotheses', 'nothing'],
  ['POST /api/hypotheses/assessments', 'nothing'],
  ['POST /api/hypotheses/:participant/:id/evidence', 'nothing'],
  ['POST /api/hypotheses/:participant/:id/opinion', 'nothing'],
  ['POST /api/hypotheses/:participant/:id/dissent', 'nothing'],
  ['POST /api/hypotheses/:participant/:id/withdraw', 'nothing'],
  ['POST /api/proposals', 'nothing'],
  ['POST /api/proposals/appointments', 'nothing'],
  ['POST /api/proposals/dismissals', 'nothing'],
  ['POST /api/proposals/confirmations', 'nothing'],
  ['POST /api/proposals/:id/approvals', 'nothing'],
  ['POST /api/proposals/:id/emergency', 'nothing'],
  ['POST /api/proposals/:id/end', 'nothing'],
  ['POST /api/suspensions', 'nothing'],
  ['POST /api/suspensions/lift', 'nothing'],
  ['POST /api/demands', 'nothing'],
  ['POST /api/demands/:participant/:id/open', 'nothing'],
  ['POST /api/findings', 'nothing'],
  ['POST /api/quarantine/:id', 'nothing'],
  // It takes away what the officer had typed, or keeps it for the same officer.
  ['GET /api/drafts', 'nothing'],
  ['GET /api/drafts/:form', 'nothing'],
  ['PUT /api/drafts/:form', 'nothing'],
  ['DELETE /api/drafts/:form', 'nothing'],
  ['DELETE /api/selections/:id', 'nothing'],
  // They show no body of a record that was let go: documents, keys without secrets, envelopes, counts, hashes.
  ['GET /api/alliance', 'nothing'],
  ['GET /api/cases/:participant/:id/next', 'nothing'],
  ['GET /api/home', 'nothing'],
  ['GET /api/records/all/timeline/counts', 'nothing'],
  ['GET /api/alliance/participants', 'nothing'],
  ['GET /api/alliance/history', 'nothing'],
  ['GET /api/openapi.json', 'nothing'],
  ['GET /api/watch', 'nothing'],
  ['GET /api/watch/shifts', 'nothing'],
  ['GET /api/watch/contacts', 'nothing'],
  ['GET /api/kinds', 'nothing'],
  ['GET /api/kinds/texts', 'nothing'],
  ['GET /api/news', 'nothing'],
  ['PUT /api/news/seen', 'nothing'],
  ['GET /api/care', 'nothing'],
  ['PUT /api/care', 'nothing'],
  ['GET /api/selections', 'nothing'],
  ['GET /api/keys', 'nothing'],
  ['GET /api/officers', 'nothing'],
  ['GET /api/officers/colleagues', 'nothing'],
  ['GET /api/cases/referrals', 'nothing'],
  ['GET /api/assignments', 'nothing'],
  ['GET /api/assignments/own', 'nothing'],
  ['GET /api/assignments/requests', 'nothing'],
  ['GET /api/ferry/blobs/:to', 'nothing'],
  ['GET /api/ferry/due/:from', 'nothing'],
  ['GET /api/oversight', 'nothing'],
  ['GET /api/figures', 'nothing'],
  ['GET /api/figures/records', 'nothing'],
  ['GET /api/suspensions', 'nothing'],
  ['GET /api/demands', 'nothing'],
  ['GET /api/demands/:participant/:id', 'nothing'],
  ['GET /api/findings', 'nothing'],
  ['GET /api/refused', 'nothing'],
  ['GET /api/alarms/:id', 'nothing'],
]);

export type Asked = { act: Act; subject: string; place: Place | undefined };

/**
 * The act that a request to a route is; `path` is what the router read, so that both see the same. Undefined where no rule
 * names the route.
 */
export function actOf(
  { method, route, path }: { method: string; route: string; path: string },
  isSearch: boolean,
  byProgram: boolean,
): Asked | 'nothing' | undefined {
  const rule = accounted.get(`${method} ${route}`);
  if (rule === undefined || rule === 'nothing') return rule;
  // What was searched for is content: that there was a search is enough.
  const act = rule.act === 'list' && isSearch ? 'search' : rule.act;
  return { act, subject: fillIn(rule.subject, route, path), place: placeOf(rule, byProgram) };
}

/**
 * Where an act takes content to, beyond the node's own pages: a browser shows what it is given there, and a program keeps it
 * or not, which nobody here can tell.
 */
function placeOf({ act, file }: Rule, byProgram: boolean): Place | undefined {
  if (file === 'proof-file') return file;
  if (byProgram && (act === 'read' || act === 'export')) return 'program';
  return file;
}

function fillIn(subject: string, route: string, path: string): string {
  const given = path.split('/');
  const names = route.split('/').map((name, i) => [name, decodeURIComponent(given[i] ?? '')] as const);
  const values = new Map(names);
  return subject.replaceAll(/:\w+/g, (name) => values.get(name) ?? '');
}
