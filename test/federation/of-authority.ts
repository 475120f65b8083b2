import { incident } from './drafts.ts';
import { handling } from './eyes.ts';
import type { TestNode } from './nodes.ts';
import { absent } from './unread-acts.ts';

const warning = {
  kind: 'warning.issue',
  ...handling,
  purpose: 'cii-protection',
  body: { title: 'T', number: 1, severity: 'high', products: ['P'], summary: 'S', mitigation: 'M' },
};
const passkey = { credential: 'AA', authenticatorData: 'AA', clientData: 'AA', signature: 'AA' };
const theirs = 'xa/cyber/o-1';
const asked = { covers: 'desk', purpose: 'coordination', reason: 'it is mine' };
const shift = { officer: theirs, day: '2030-05-20', from: '08:00', to: '16:00' };

/** One of each thing that is xa/cyber's: where its id stands in a route, and what another authority's officer sends there. */
export async function plantOfAuthority(node: TestNode, assignment: string) {
  const make = async (path: string, body: object): Promise<string> =>
    String((await node.ask<{ id: string | number }>(path, { method: 'POST', body })).id);
  const { author: _, officers: __, ...draft } = incident('xa');
  const call = { direction: 'in', party: 'a desk', urgent: false, text: 'they called' };
  const ids: Record<string, string> = {
    '/proposals/:id': `/proposals/${await make('/api/proposals', warning)}`,
    '/selections/:id': `/selections/${await make('/api/selections', { name: 'mine', query: { q: 'x' } })}`,
    '/tokens/:id': `/tokens/${await make('/api/tokens', { name: 't', scopes: ['read'], days: 1 })}`,
    '/requests/:id': `/requests/${await make('/api/assignments/requests', asked)}`,
    '/shifts/:id': `/shifts/${await make('/api/watch/shifts', shift)}`,
    '/notes/:id': `/notes/${await make('/api/watch/notes', { text: 'quiet' })}`,
    '/calls/:id': `/calls/${await make('/api/watch/calls', call)}`,
    '/previews/:id': `/previews/${await make('/api/drafts/previews', draft)}`,
    ':participant/:id': assignment,
  };
  const bodies: Record<string, object> = {
    'POST /api/proposals/:id/approvals': passkey,
    'POST /api/proposals/:id/end': { reason: 'no' },
    'PUT /api/selections/:id': { name: 'other' },
    'POST /api/officers/invitations': { officer: 'xa/cyber/o-99', name: 'N', role: 'auditor' },
    'POST /api/officers/passkeys/stop': { officer: theirs, reason: 'lost' },
    'POST /api/proposals/appointments': { officers: [theirs] },
    'POST /api/proposals/dismissals': { officer: theirs, reason: 'left' },
    'POST /api/assignments': { officers: [theirs], lastDay: '2030-06-01', ...asked },
    'POST /api/assignments/:participant/:id/end': { reason: 'over' },
    'POST /api/assignments/requests/:id/refuse': { reason: 'no' },
    'POST /api/records': { ...draft, author: 'xa/cyber' },
    'POST /api/proposals': { ...warning, author: 'xa/cyber' },
    'POST /api/watch/shifts': { ...shift, day: '2030-05-21' },
    'PUT /api/watch/calls/:id/record': { ref: absent.ref },
    'PUT /api/inbox/deputies/own': { deputy: theirs, firstDay: '2030-05-14', lastDay: '2030-05-15' },
  };
  return { ids, bodies };
}
